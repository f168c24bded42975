import { createPacer } from '../../base/signals/pacer.js';
import { type Counts, degree } from '../counts/counts.js';
import { BUCKETS, bucketOf, PARTS, type Population, weighParts } from '../mixture/mixture.js';
import type { ResolvedEvidenceParams } from '../params.js';
import type { Cells, Neighbors } from '../score/cells.js';
import type { TenantState } from '../score/EvidenceState.js';
import { type ExpectationParts, expectationParts } from '../score/expectationParts.js';
import type { Calibration } from '../score/pValues.js';
import { sizesOf } from '../score/tenantSizes.js';
import { type TenantWeights, weigh } from '../score/weigh.js';
import type { AccessSample } from './drawSample.js';

/** The cost of weighing a cell of a sample, in additions of a pass. */
export const WEIGHING_COST = 2 * 200 * PARTS;

interface LearnTenantsOptions {
  signal?: AbortSignal;
  /** Called now and then with the number of cells that were learned from. */
  onCells?: (cells: number) => void;
}

/** Learns the weights of each tenant's parts from its sample, and keeps the sample's scores. */
export async function learnTenants(
  counts: Counts,
  params: Pick<ResolvedEvidenceParams, 'intruder' | 'historyTrust'>,
  { starts }: AccessSample,
  cells: Cells,
  neighbors: Neighbors,
  { signal, onCells }: LearnTenantsOptions,
): Promise<TenantState[]> {
  const sizes = counts.users.tenants.map((_, t) => sizesOf(counts, t));
  const parts = expectationParts(cells, neighbors, (n) => sizes[cells.tenant[n]]);
  const learned: TenantWeights[] = [];
  const pacer = createPacer(signal);
  const breathe = async (learned: number) => {
    if (!pacer.due()) return;
    onCells?.(learned);
    await pacer.pause();
  };
  for (const [t, size] of sizes.entries()) {
    const own = (values: Float64Array) => values.subarray(PARTS * starts[t], PARTS * starts[t + 1]);
    const { ofUsers, ofResources } = populationsOf(counts, t);
    const ofResource = weighParts(
      own(parts.ofResource),
      cells.numResources.subarray(starts[t], starts[t + 1]),
      ofUsers,
    );
    await breathe((starts[t] + starts[t + 1]) / 2);
    const ofUser = weighParts(
      own(parts.ofUser),
      cells.numUsers.subarray(starts[t], starts[t + 1]),
      ofResources,
    );
    await breathe(starts[t + 1]);
    learned.push({ sizes: size, ofResource, ofUser });
  }
  const calibrations = calibrate(cells, parts, learned, params, starts);
  return learned.map((weights, t) => ({ ...weights, calibration: calibrations[t], contexts: [] }));
}

function calibrate(
  cells: Cells,
  parts: ExpectationParts,
  learned: readonly TenantWeights[],
  params: Pick<ResolvedEvidenceParams, 'intruder' | 'historyTrust'>,
  starts: Int32Array,
): Calibration[] {
  const { pair, evidence } = weigh(cells, parts, (n) => learned[cells.tenant[n]], params);
  return learned.map(({ sizes }, t) => {
    const own = (values: Float64Array) => values.slice(starts[t], starts[t + 1]);
    return {
      source: 'fit',
      pair: own(pair),
      evidence: own(evidence),
      likelihood: sizes.counted ? own(cells.likelihood) : new Float64Array(starts[t + 1] - starts[t]).fill(1),
    };
  });
}

/**
 * Counts all accesses of a tenant, each left out, by the bucket of its user and by that of its resource.
 * Those that can only come from `new` are few, and decide how newcomers are judged: so they are counted in
 * the whole population, even if the other cells are a sample of it.
 */
function populationsOf(
  { users, byUser, byRes }: Counts,
  tenant: number,
): { ofUsers: Population; ofResources: Population } {
  const empty = (): Population => ({ all: new Float64Array(BUCKETS), fresh: new Float64Array(BUCKETS) });
  const ofUsers = empty();
  const ofResources = empty();
  for (let u = users.starts[tenant]; u < users.starts[tenant + 1]; u++) {
    const numResources = degree(byUser, u) - 1;
    for (let link = byUser.starts[u]; link < byUser.starts[u + 1]; link++) {
      const numUsers = degree(byRes, byUser.others[link]) - 1;
      ofUsers.all[bucketOf(numResources)]++;
      ofResources.all[bucketOf(numUsers)]++;
      if (numUsers === 0) ofUsers.fresh[bucketOf(numResources)]++;
      if (numResources === 0) ofResources.fresh[bucketOf(numUsers)]++;
    }
  }
  return { ofUsers, ofResources };
}
