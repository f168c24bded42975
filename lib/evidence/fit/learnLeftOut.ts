import type { Counts } from '../counts/counts.js';
import type { ResolvedEvidenceParams } from '../params.js';
import { askInTurn, cellsOf, type Directions } from '../score/cells.js';
import type { TenantState } from '../score/EvidenceState.js';
import { drawSample } from './drawSample.js';
import { learnTenants } from './learnTenants.js';

interface LearnLeftOutOptions {
  signal?: AbortSignal;
  /** Which tenants to learn; the results of the others mean nothing. */
  isAsked: (tenant: number) => boolean;
}

/** Learns the weights of the parts by leaving accesses out, for tenants whose log has nothing to predict. */
export async function learnLeftOut(
  counts: Counts,
  directions: Directions,
  params: ResolvedEvidenceParams,
  { signal, isAsked }: LearnLeftOutOptions,
): Promise<TenantState[]> {
  const sample = drawSample(counts, params.seed, undefined, isAsked);
  const cells = cellsOf(counts, sample.tenant, sample.user, sample.res);
  const neighbors = await askInTurn(cells, directions, { threads: params.threads, signal });
  return learnTenants(counts, params, sample, cells, neighbors, { signal });
}
