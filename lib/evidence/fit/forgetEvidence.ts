import type { Table } from 'apache-arrow';
import { accessesNamed } from '../../accesses/accessesNamed.js';
import { likelihoodColOf } from '../../accesses/columns.js';
import { occurring, renumber } from '../../accesses/entities.js';
import { listAccesses } from '../../accesses/listAccesses.js';
import { gather, gatherFloats, positionsWhere } from '../../base/numbers/gather.js';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { visibleText } from '../../base/text/visibleText.js';
import { type Counts, countsOf, findLink, userOfEach } from '../counts/counts.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import { expectSomethingLeft } from './expectSomethingLeft.js';
import { type EvidenceFitOptions, fitEvidence } from './fitEvidence.js';
import { putTogether } from './putTogether.js';
import { restrict } from './updateEvidence.js';

/** As for a fit, without `span`: forgotten accesses say nothing about the time of the others. */
export type ForgetOptions = Omit<EvidenceFitOptions, 'span'>;

/** Sums of likelihoods that differ relatively by less than this are the same: additions round. */
const ROUNDING = 1e-9;

/** The state, without days, after a fit on everything that it has seen except these accesses. */
export async function forgetEvidence(
  state: EvidenceState,
  table: Table,
  { signal = hostSignal(), onIteration }: ForgetOptions,
): Promise<EvidenceState> {
  const { counts, params } = state;
  const accesses = accessesNamed(table, params);
  if (table.numRows === 0) return state;
  const column = likelihoodColOf(table, params.likelihoodCol);
  const named = countsOf(listAccesses(accesses, column, true));
  const user = userOfEach(counts);
  const tenantOf = counts.users.tenantOfEach();
  const left = Float64Array.from(counts.likelihood);
  const touched = new Set<string>();
  const [users, resources] = [
    renumber(userOfEach(named), named.users, counts.users),
    renumber(named.byUser.others, named.resources, counts.resources),
  ];
  for (let n = 0; n < users.length; n++) {
    const pair = users[n] < 0 || resources[n] < 0 ? -1 : findLink(counts.byUser, users[n], resources[n]);
    if (pair < 0) continue;
    left[pair] = column === null ? 0 : leftOf(counts.likelihood[pair], named.likelihood[n]);
    touched.add(counts.users.tenants[tenantOf[users[n]]]);
  }
  if (touched.size === 0) return state;
  counts.users.tenants.forEach((tenant, t) => {
    if (!touched.has(tenant) || !state.tenants[t].sizes.counted) return;
    const own = left.subarray(
      counts.byUser.starts[counts.users.starts[t]],
      counts.byUser.starts[counts.users.starts[t + 1]],
    );
    if (own.every(Number.isInteger)) return;
    throw new RangeError(
      `Expected likelihoods of tenant ${visibleText(tenant)} to be counts, as they were, got others: its history would be lost`,
    );
  });
  const kept = positionsWhere(left.length, (pair) => left[pair] > 0);
  expectSomethingLeft(counts.users.tenants, kept.length);
  const rest = keepPairs(counts, user, left, kept);
  const again = new Set(rest.users.tenants.filter((tenant) => touched.has(tenant)));
  const fitted =
    again.size === 0
      ? state
      : await fitEvidence(restrict(rest, again), params, null, { signal, onIteration });
  return { params, ...putTogether(state, fitted, rest), span: state.span, time: null };
}

function leftOf(seen: number, forgotten: number): number {
  const left = seen - forgotten;
  return left > seen * ROUNDING ? left : 0;
}

/** Some of the accesses, with other likelihoods. Users and resources without any of them are left out. */
function keepPairs(counts: Counts, user: Int32Array, likelihood: Float64Array, kept: Int32Array): Counts {
  const [ofUser, ofRes] = [gather(user, kept), gather(counts.byUser.others, kept)];
  const users = occurring(counts.users, ofUser);
  const resources = occurring(counts.resources, ofRes);
  return countsOf({
    ...{ users, resources },
    user: renumber(ofUser, counts.users, users),
    res: renumber(ofRes, counts.resources, resources),
    likelihood: gatherFloats(likelihood, kept),
  });
}
