import { askAll, askInTurn, type Cells, type Neighbors } from './cells.js';
import { type ColdEvidence, coldEvidence } from './coldTenant.js';
import type { EvidenceState } from './EvidenceState.js';
import { type Parts, partsOf } from './expectationParts.js';
import { newTail, nextTail, type TailOf } from './pValues.js';
import { type Weights, weigh } from './weigh.js';

/** What a model says of cells. */
export interface ScoredCells extends Weights {
  /** What the expectations were made of. */
  parts: Parts;
  pNew: Float64Array;
  /** Null where no window was given. */
  pNext: Float64Array | null;
}

/** @param window how long the time of the accesses is, as a share of the time of the fit; null: not asked for */
export function scoreCells(state: EvidenceState, cells: Cells, window: number | null): ScoredCells {
  return scoresOf(state, cells, askAll(cells, state.directions, state.params.threads), window);
}

/** The same, giving way to the event loop. */
export async function scoreCellsInTurn(
  state: EvidenceState,
  cells: Cells,
  window: number | null,
  signal?: AbortSignal,
): Promise<ScoredCells> {
  const { directions, params } = state;
  const neighbors = await askInTurn(cells, directions, { threads: params.threads, signal });
  return scoresOf(state, cells, neighbors, window);
}

function scoresOf(
  state: EvidenceState,
  cells: Cells,
  neighbors: Neighbors,
  window: number | null,
): ScoredCells {
  const { tenants } = state;
  const { weights, parts } = weighAll(state, cells, neighbors);
  const length = cells.user.length;
  const pNew = new Float64Array(length);
  const pNext = window === null ? null : new Float64Array(length);
  const tails: ({ ofNew: TailOf; ofNext: TailOf | null } | undefined)[] = [];
  let cold: ColdEvidence | null = null;
  for (let n = 0; n < length; n++) {
    const t = cells.tenant[n];
    if (t < 0) {
      cold ??= coldEvidence(state, window);
      setCold(weights, n, cold);
      pNew[n] = cold.pNew;
      if (pNext) pNext[n] = cold.pNext!;
      continue;
    }
    const { calibration, sizes } = tenants[t];
    tails[t] ??= {
      ofNew: newTail(calibration),
      ofNext: window === null ? null : nextTail(calibration, window, sizes.discount),
    };
    pNew[n] = tails[t].ofNew(weights.pair[n]);
    if (pNext) pNext[n] = tails[t].ofNext!(weights.evidence[n]);
  }
  return { ...weights, parts, pNew, pNext };
}

/** The weights alone; those of cells of a tenant that isn't known mean nothing. */
export function weighCells(state: EvidenceState, cells: Cells): Weights {
  return weighAll(state, cells, askAll(cells, state.directions, state.params.threads)).weights;
}

function weighAll(
  { tenants, params }: EvidenceState,
  cells: Cells,
  neighbors: Neighbors,
): { weights: Weights; parts: Parts } {
  // Cells of a tenant that isn't known are given what they get afterwards.
  const tenantOf = (n: number) => tenants[Math.max(0, cells.tenant[n])];
  const parts = partsOf(cells, neighbors, (n) => tenantOf(n).sizes);
  return { weights: weigh(cells, parts, tenantOf, params), parts };
}

function setCold(weights: Weights, n: number, cold: ColdEvidence): void {
  for (const name of ['evidence', 'pair', 'user', 'resource', 'fit', 'history'] as const) {
    weights[name][n] = cold.weights[name];
  }
}
