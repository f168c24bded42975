import { takeParts } from '../mixture/mixture.js';
import { askAll, askInTurn, type Cells, type Neighbors, takeCells } from './cells.js';
import { coldEvidence } from './coldTenant.js';
import type { EvidenceState } from './EvidenceState.js';
import { expectationParts } from './expectationParts.js';
import { takeWeights, type Weights, weigh } from './weigh.js';

/** What a model says of cells, however long their time is. */
export interface CellScores {
  cells: Cells;
  weights: Weights;
  /**
   * What p(resource | user) was made of, `PARTS` numbers a cell; those of a tenant that isn't known mean
   * nothing.
   */
  ofResource: Float64Array;
}

export function scoreCells(state: EvidenceState, cells: Cells): CellScores {
  return scoresBy(state, cells, askAll(cells, state.directions, state.params.threads));
}

/** The same, giving way to the event loop. */
export async function scoreCellsInTurn(
  state: EvidenceState,
  cells: Cells,
  signal?: AbortSignal,
): Promise<CellScores> {
  const { directions, params } = state;
  return scoresBy(state, cells, await askInTurn(cells, directions, { threads: params.threads, signal }));
}

/** Those of some of the cells, by their positions. */
export function takeScores({ cells, weights, ofResource }: CellScores, at: Int32Array): CellScores {
  return {
    cells: takeCells(cells, at),
    weights: takeWeights(weights, at),
    ofResource: takeParts(ofResource, at),
  };
}

function scoresBy(state: EvidenceState, cells: Cells, neighbors: Neighbors): CellScores {
  const { tenants, params } = state;
  // Cells of a tenant that isn't known are given what they get afterwards.
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
