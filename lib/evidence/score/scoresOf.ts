import type { Accesses } from '../../accesses/Accesses.js';
import type { DistinctRows } from '../../accesses/distinctRows.js';
import { cellsIn } from './cells.js';
import type { EvidenceState } from './EvidenceState.js';
import { type CellScores, scoreCells } from './scoreCells.js';

const remembered = new WeakMap<DistinctRows, WeakMap<EvidenceState, CellScores>>();

/**
 * What a model says of the distinct accesses of a table. Whoever has the same `Accesses` (see `accessesOf`) gets
 * the same scores: all that a morning asks of a table comes from one pass over it.
 */
export function scoresOf(state: EvidenceState, accesses: Accesses): CellScores {
  const { distinct } = accesses;
  const known = remembered.get(distinct) ?? new WeakMap<EvidenceState, CellScores>();
  remembered.set(distinct, known);
  const scores = known.get(state) ?? scoreCells(state, cellsIn(accesses, state.counts));
  known.set(state, scores);
  return scores;
}
