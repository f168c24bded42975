import { positions, union } from '../anomaly/mergeEntities.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../evidence/AccessEvidenceModel.js';
import { cellsOf } from '../evidence/cells.js';
import { userOfEach } from '../evidence/counts.js';
import type { EvidenceState } from '../evidence/EvidenceState.js';
import { weighCells } from '../evidence/scoreCells.js';
import { changeOf, type Drift, type DriftOf, type DriftRow } from './driftRows.js';

/**
 * Drift of a model of evidence: over the accesses of somebody that either model was fitted on, how far `pair_evidence` moved,
 * in nats. Both models know how to score any of them.
 */
export function evidenceDrift(before: AccessEvidenceModel, after: AccessEvidenceModel, of: DriftOf): Drift {
  const [old, now] = [evidenceStateOf(before, 'before'), evidenceStateOf(after, 'after')];
  const users = union(old.counts.users, now.counts.users);
  const resources = union(old.counts.resources, now.counts.resources);
  const pairs = new Map<number, readonly [number, number]>();
  for (const { counts } of [old, now]) {
    const user = positions(counts.users, users);
    const res = positions(counts.resources, resources);
    userOfEach(counts).forEach((u, pair) => {
      const [a, b] = [user[u], res[counts.byUser.others[pair]]];
      pairs.set(a * resources.size + b, [a, b]);
    });
  }
  const all = [...pairs.values()];
  const scores = ({ counts, ...state }: EvidenceState) => {
    const user = positions(users, counts.users);
    const res = positions(resources, counts.resources);
    const tenant = users.tenantOfEach().map((t) => counts.users.tenants.indexOf(users.tenants[t]));
    const cells = cellsOf(
      counts,
      Int32Array.from(all, ([u]) => tenant[u]),
      Int32Array.from(all, ([u]) => user[u]),
      Int32Array.from(all, ([, r]) => res[r]),
    );
    return { pair: weighCells({ counts, ...state }, cells).pair, user, res };
  };
  const [a, b] = [scores(old), scores(now)];
  const names = of === 'users' ? users : resources;
  const [was, is] = of === 'users' ? [a.user, b.user] : [a.res, b.res];
  const sums = Array.from(names.names, () => ({ n: 0, sum: 0, square: 0 }));
  all.forEach(([u, r], n) => {
    const each = sums[of === 'users' ? u : r];
    const difference = b.pair[n] - a.pair[n];
    each.n++;
    each.sum += difference;
    each.square += difference ** 2;
  });
  const tenantOf = names.tenantOfEach();
  const rows = Array.from(names.names, (name, id): DriftRow => {
    const change = changeOf(was[id] >= 0, is[id] >= 0);
    const { n, sum, square } = sums[id];
    const moved = change === 'moved';
    return {
      tenant: names.tenants[tenantOf[id]],
      name,
      change,
      drift: moved ? Math.sqrt(square / n) : null,
      shift: moved ? sum / n : null,
    };
  });
  return { rows, columns: now.params };
}
