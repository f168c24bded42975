import { positions } from '../../accesses/entities.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../../evidence/AccessEvidenceModel.js';
import { userOfEach } from '../../evidence/counts/counts.js';
import { merge } from '../../evidence/fit/updateEvidence.js';
import { cellsOf } from '../../evidence/score/cells.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { scoreCells } from '../../evidence/score/scoreCells.js';
import { changeOf, type Drift, type DriftOf, type DriftRow } from './driftRows.js';

/**
 * Drift of a model of evidence: how far `pair_evidence` moved, in nats, over a user's (or a resource's)
 * accesses that either model was fitted on. Both models can score any of them.
 */
export function evidenceDrift(before: AccessEvidenceModel, after: AccessEvidenceModel, of: DriftOf): Drift {
  const [old, now] = [evidenceStateOf(before, 'before'), evidenceStateOf(after, 'after')];
  const { users, resources, byUser } = merge(old.counts, now.counts);
  const ofUser = userOfEach({ byUser });
  const ofRes = byUser.others;
  const scores = ({ counts, ...state }: EvidenceState) => {
    const user = positions(users, counts.users);
    const res = positions(resources, counts.resources);
    const tenantOf = users.tenantOfEach();
    const tenant = Int32Array.from(users.tenants, (name) => counts.users.findTenant(name));
    const cells = cellsOf(
      counts,
      ofUser.map((u) => tenant[tenantOf[u]]),
      ofUser.map((u) => user[u]),
      Int32Array.from(ofRes, (r) => res[r]),
    );
    return { pair: scoreCells({ counts, ...state }, cells).weights.pair, user, res };
  };
  const [a, b] = [scores(old), scores(now)];
  const names = of === 'users' ? users : resources;
  const [was, is] = of === 'users' ? [a.user, b.user] : [a.res, b.res];
  const sums = Array.from(names.names, () => ({ n: 0, sum: 0, square: 0 }));
  ofUser.forEach((u, n) => {
    const each = sums[of === 'users' ? u : ofRes[n]];
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
  return { unit: 'nats of evidence', rows, columns: now.params };
}
