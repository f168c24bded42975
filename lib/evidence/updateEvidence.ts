import type { Table } from 'apache-arrow';
import { hostSignal } from '../als/hostSignal.js';
import { addUp } from '../anomaly/accesses.js';
import { checkTable } from '../anomaly/columns.js';
import { Entities } from '../anomaly/entities.js';
import { positions, union } from '../anomaly/mergeEntities.js';
import { checkSpan, type Span } from '../anomaly/span.js';
import { type Counts, countsOf, findLink, readCounts, userOfEach } from './counts.js';
import type { EvidenceState, TenantState } from './EvidenceState.js';
import { type FitEvidenceOptions, fitEvidence } from './fitEvidence.js';
import { resDirection, userDirection } from './similarity.js';

/** The state after a fit on all that it has seen and on these accesses. */
export async function updateEvidence(
  state: EvidenceState,
  table: Table,
  { span, signal = hostSignal(), onIteration }: FitEvidenceOptions & { span?: Span },
): Promise<EvidenceState> {
  checkTable(table);
  const { params } = state;
  const isNamed = params.likelihoodCol !== null && table.getChild(params.likelihoodCol) !== null;
  const readsRows = params.likelihoodCol === 'likelihood' && !isNamed;
  const added = readCounts(table, readsRows ? { ...params, likelihoodCol: null } : params);
  const counts = merge(state.counts, added);
  const touched = new Set(added.users.tenants);
  const part = restrict(counts, touched);
  const fitted = await fitEvidence(part, params, null, {
    signal,
    onIteration,
    spreads: knownSpreads(state, part, added),
  });
  const directions = { users: userDirection(counts), resources: resDirection(counts) };
  const [partUsers, partResources] = [fitted.directions.users.spread, fitted.directions.resources.spread];
  copySpread(directions.users.spread, counts.users, [
    [state.directions.users.spread, state.counts.users],
    [partUsers, part.users],
  ]);
  copySpread(directions.resources.spread, counts.resources, [
    [state.directions.resources.spread, state.counts.resources],
    [partResources, part.resources],
  ]);
  const before = byTenant(state);
  const after = byTenant(fitted);
  return {
    params,
    counts,
    directions,
    tenants: counts.users.tenants.map((tenant) => (after.get(tenant) ?? before.get(tenant))!),
    span: join(state.span, span),
  };
}

function byTenant({ counts, tenants }: EvidenceState): Map<string, TenantState> {
  return new Map(counts.users.tenants.map((tenant, t) => [tenant, tenants[t]]));
}

function merge(a: Counts, b: Counts): Counts {
  const users = union(a.users, b.users);
  const resources = union(a.resources, b.resources);
  const all = [a, b].map((counts) => {
    const user = positions(counts.users, users);
    const res = positions(counts.resources, resources);
    return {
      user: userOfEach(counts).map((u) => user[u]),
      res: Int32Array.from(counts.byUser.others, (r) => res[r]),
      likelihood: counts.likelihood,
    };
  });
  return countsOf({
    users,
    resources,
    ...addUp(
      Int32Array.from([...all[0].user, ...all[1].user]),
      Int32Array.from([...all[0].res, ...all[1].res]),
      Float64Array.from([...all[0].likelihood, ...all[1].likelihood]),
      users.size,
      resources.size,
    ),
  });
}

/** The accesses of some tenants alone. */
function restrict(counts: Counts, tenants: ReadonlySet<string>): Counts {
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
      [...tenants].map((tenant) => {
        const t = entities.tenants.indexOf(tenant);
        return [tenant, entities.names.slice(entities.starts[t], entities.starts[t + 1])];
      }),
    ),
  );
}

/** Spreads of the tenants in which every added access had been seen; null where there is another. */
function knownSpreads(state: EvidenceState, part: Counts, added: Counts) {
  const tenantOf = added.users.tenantOfEach();
  const user = positions(added.users, state.counts.users);
  const res = positions(added.resources, state.counts.resources);
  const isSeen = (u: number, r: number) => u >= 0 && r >= 0 && findLink(state.counts.byUser, u, r) >= 0;
  const isNew = new Set<number>();
  userOfEach(added).forEach((u, pair) => {
    if (!isSeen(user[u], res[added.byUser.others[pair]])) isNew.add(tenantOf[u]);
  });
  if (isNew.size > 0) return undefined;
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

/** Fills in spreads by name; later sources go over earlier ones. */
function copySpread(
  target: Float64Array,
  entities: Entities,
  sources: readonly (readonly [Float64Array, Entities])[],
): void {
  for (const [values, names] of sources) {
    positions(names, entities).forEach((id, n) => {
      if (id >= 0) target[id] = values[n];
    });
  }
}

function join(before: Span | null, added: Span | undefined): Span | null {
  if (added === undefined) return before;
  const { first, last } = checkSpan(added);
  if (before === null) return { first, last };
  return {
    first: first < before.first ? first : before.first,
    last: last > before.last ? last : before.last,
  };
}
