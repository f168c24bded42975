import type { Accesses } from '../../accesses/Accesses.js';
import type { DistinctRows } from '../../accesses/distinctRows.js';
import { cellsIn } from './cells.js';
import type { EvidenceState } from './EvidenceState.js';
import { contextRowsOf, type RowScores, scoreRows } from './rowScores.js';
import { type CellScores, scoreCells } from './scoreCells.js';

/**
 * What a model says of a table: of its distinct accesses, and of each with the contexts that it was made in.
 */
export interface AccessScores extends CellScores {
  rows: RowScores;
}

const remembered = new WeakMap<DistinctRows, WeakMap<EvidenceState, AccessScores>>();

/**
 * What a model says of the distinct accesses of a table. Whoever has the same `Accesses` (see `accessesOf`)
 * gets the same scores: all that a morning asks of a table comes from one pass over it.
 */
export function scoresOf(state: EvidenceState, accesses: Accesses): AccessScores {
  const { distinct } = accesses;
  const known = remembered.get(distinct) ?? new WeakMap<EvidenceState, AccessScores>();
  remembered.set(distinct, known);
  const before = known.get(state);
  if (before) return before;
  // Contexts first: a wrong hour is refused before the work begins.
  const rows = contextRowsOf(state, accesses);
  const cells = scoreCells(state, cellsIn(accesses, state.counts));
  const scores = { ...cells, rows: scoreRows(state, cells, rows) };
  known.set(state, scores);
  return scores;
}
