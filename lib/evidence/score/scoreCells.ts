import { takeParts } from '../mixture/mixture.js';
import { askAll, askInTurn, type Cells, type Neighbors, takeCells } from './cells.js';
import { coldEvidence } from './coldTenant.js';
import type { EvidenceState } from './EvidenceState.js';
import { expectationParts } from './expectationParts.js';
import { takeWeights, type Weights, weigh } from './weigh.js';

/** A model's scores of cells, as far as they don't depend on the length of their time. */
export interface CellScores {
  cells: Cells;
  weights: Weights;
  /**
   * The parts of p(resource | user), `PARTS` numbers for each cell; those of unknown tenants mean nothing.
   */
  ofResource: Float64Array;
}

export function scoreCells(state: EvidenceState, cells: Cells): CellScores {
  return scoresBy(state, cells, askAll(cells, state.directions, state.params.threads));
}

/** The same, letting the event loop run. */
export async function scoreCellsInTurn(
  state: EvidenceState,
  cells: Cells,
  signal?: AbortSignal,
): Promise<CellScores> {
  const { directions, params } = state;
  return scoresBy(state, cells, await askInTurn(cells, directions, { threads: params.threads, signal }));
}

/** The scores of the cells at some positions. */
export function takeScores({ cells, weights, ofResource }: CellScores, at: Int32Array): CellScores {
  return {
    cells: takeCells(cells, at),
    weights: takeWeights(weights, at),
    ofResource: takeParts(ofResource, at),
  };
}

function scoresBy(state: EvidenceState, cells: Cells, neighbors: Neighbors): CellScores {
  const { tenants, params } = state;
  // Cells of unknown tenants get their scores afterwards.
  const tenantOf = (n: number) => tenants[Math.max(0, cells.tenant[n])];
  const parts = expectationParts(cells, neighbors, (n) => tenantOf(n).sizes);
  const weights = weigh(cells, parts, tenantOf, params);
  if (cells.tenant.includes(-1)) {
    const cold = Object.entries(coldEvidence(state, null).weights);
    cells.tenant.forEach((t, n) => {
      if (t < 0) for (const [name, value] of cold) weights[name as keyof Weights][n] = value;
    });
  }
  return { cells, weights, ofResource: parts.ofResource };
}
