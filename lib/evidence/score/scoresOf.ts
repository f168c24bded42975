import type { Accesses } from '../../accesses/Accesses.js';
import { cellsIn } from './cells.js';
import type { EvidenceState } from './EvidenceState.js';
import { type CellScores, scoreCells } from './scoreCells.js';

const remembered = new WeakMap<Accesses, WeakMap<EvidenceState, CellScores>>();

/**
 * What a model says of the distinct accesses of a table. They are scored once, as long as somebody has both:
 * whatever a morning asks of a table comes from one pass over it.
 */
export function scoresOf(state: EvidenceState, accesses: Accesses): CellScores {
  const known = remembered.get(accesses) ?? new WeakMap<EvidenceState, CellScores>();
  remembered.set(accesses, known);
  const scores = known.get(state) ?? scoreCells(state, cellsIn(accesses, state.counts));
  known.set(state, scores);
  return scores;
}
