import { type Entities, positions } from '../../accesses/entities.js';
import type { Counts } from '../counts/counts.js';
import { resDirection, userDirection } from '../counts/similarity.js';
import type { EvidenceState, TenantState } from '../score/EvidenceState.js';

/**
 * A model after a fit on some of its tenants; the other tenants stay as they were.
 *
 * @param counts the counts of all tenants
 */
export function putTogether(before: EvidenceState, fitted: EvidenceState, counts: Counts) {
  const directions = { users: userDirection(counts), resources: resDirection(counts) };
  for (const of of ['users', 'resources'] as const) {
    const sources = [before, fitted].map((each) => [each.directions[of].spread, each.counts[of]] as const);
    copySpread(directions[of].spread, counts[of], sources);
  }
  const [known, learned] = [byTenant(before), byTenant(fitted)];
  const tenants = counts.users.tenants.map((tenant) => (learned.get(tenant) ?? known.get(tenant))!);
  return { counts, directions, tenants };
}

export function byTenant({ counts, tenants }: EvidenceState): Map<string, TenantState> {
  return new Map(counts.users.tenants.map((tenant, t) => [tenant, tenants[t]]));
}

/** Fills in spreads by name; later sources overwrite earlier ones. */
export function copySpread(
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
