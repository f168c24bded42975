import type { Table } from 'apache-arrow';
import { accessesOf } from '../../accesses/Accesses.js';
import { addUp } from '../../accesses/addUp.js';
import { likelihoodColOf } from '../../accesses/columns.js';
import { Entities, positions, renumber, union } from '../../accesses/entities.js';
import { listAccesses } from '../../accesses/listAccesses.js';
import { checkSpan, type Span } from '../../base/checks/span.js';
import { concatenate } from '../../base/numbers/concatenate.js';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { visibleText } from '../../base/text/visibleText.js';
import { type Counts, countsOf, findLink, userOfEach } from '../counts/counts.js';
import type { Spreads } from '../counts/similarity.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import { type EvidenceFitOptions, fitEvidence } from './fitEvidence.js';
import { byTenant, copySpread, putTogether } from './putTogether.js';

/** The state after a fit on everything that it has seen and these accesses. */
export async function updateEvidence(
  state: EvidenceState,
  table: Table,
  { span, signal = hostSignal(), onIteration }: EvidenceFitOptions,
): Promise<EvidenceState> {
  const wholeSpan = joinSpans(state.span, span);
  const { params } = state;
  const likelihoodCol = likelihoodColOf(table, params.likelihoodCol, params.likelihoodCol === 'likelihood');
  const added = countsOf(listAccesses(accessesOf(table, params), likelihoodCol, true));
  const counts = merge(state.counts, added);
  const touched = new Set(added.users.tenants);
  const part = restrict(counts, touched);
  const fitted = await fitEvidence(part, params, null, {
    signal,
    onIteration,
    spreads: knownSpreads(state, part, added),
  });
  const before = byTenant(state);
  for (const [tenant, { sizes }] of byTenant(fitted)) {
    if (sizes.counted || !before.get(tenant)?.sizes.counted) continue;
    throw new RangeError(
      `Expected likelihoods of tenant ${visibleText(tenant)} to be counts, as they were, got others: its history would be lost`,
    );
  }
  return { params, ...putTogether(state, fitted, counts), span: wholeSpan, time: null };
}

/** The counts of both together. */
export function merge(a: Counts, b: Counts): Counts {
  const users = union(a.users, b.users);
  const resources = union(a.resources, b.resources);
  const all = [a, b].map((counts) => {
    return {
      user: renumber(userOfEach(counts), counts.users, users),
      res: renumber(counts.byUser.others, counts.resources, resources),
      likelihood: counts.likelihood,
    };
  });
  return countsOf({
    users,
    resources,
    ...addUp(
      concatenate(
        Int32Array,
        all.map(({ user }) => user),
      ),
      concatenate(
        Int32Array,
        all.map(({ res }) => res),
      ),
      concatenate(
        Float64Array,
        all.map(({ likelihood }) => likelihood),
      ),
      users.size,
      resources.size,
    ),
  });
}

/** Only the accesses of some tenants. */
export function restrict(counts: Counts, tenants: ReadonlySet<string>): Counts {
  if (tenants.size === counts.users.tenants.length) return counts;
  const users = only(counts.users, tenants);
  const resources = only(counts.resources, tenants);
  const user = positions(counts.users, users);
  const res = positions(counts.resources, resources);
  const pairs = userOfEach(counts);
  const kept = Int32Array.from(pairs.keys()).filter((pair) => user[pairs[pair]] >= 0);
  return countsOf({
    users,
    resources,
    user: kept.map((pair) => user[pairs[pair]]),
    res: kept.map((pair) => res[counts.byUser.others[pair]]),
    likelihood: Float64Array.from(kept, (pair) => counts.likelihood[pair]),
  });
}

function only(entities: Entities, tenants: ReadonlySet<string>): Entities {
  return new Entities(
    new Map(
      entities.tenants.flatMap((tenant, t) =>
        tenants.has(tenant)
          ? [[tenant, entities.names.slice(entities.starts[t], entities.starts[t + 1])] as const]
          : [],
      ),
    ),
  );
}

/** The model's spreads if every added access had been seen before; else undefined. */
function knownSpreads(state: EvidenceState, part: Counts, added: Counts): Spreads | undefined {
  const user = positions(added.users, state.counts.users);
  const res = positions(added.resources, state.counts.resources);
  const isSeen = (u: number, r: number) => u >= 0 && r >= 0 && findLink(state.counts.byUser, u, r) >= 0;
  const all = userOfEach(added);
  if (all.some((u, pair) => !isSeen(user[u], res[added.byUser.others[pair]]))) return undefined;
  const spread = (values: Float64Array, from: Entities, to: Entities) => {
    const copied = new Float64Array(to.size);
    copySpread(copied, to, [[values, from]]);
    return copied;
  };
  return {
    users: spread(state.directions.users.spread, state.counts.users, part.users),
    resources: spread(state.directions.resources.spread, state.counts.resources, part.resources),
  };
}

/** The time of both; unknown if one of them is, as it would be too short for all the accesses. */
function joinSpans(before: Span | null, added: Span | null | undefined): Span | null {
  if (added == null) return null;
  const { first, last } = checkSpan(added);
  if (before === null) return null;
  return {
    first: first < before.first ? first : before.first,
    last: last > before.last ? last : before.last,
  };
}
