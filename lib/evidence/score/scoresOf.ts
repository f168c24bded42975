import type { Accesses } from '../../accesses/Accesses.js';
import type { ContextColumn } from '../../accesses/contexts.js';
import type { DistinctRows } from '../../accesses/distinctRows.js';
import { cellsIn } from './cells.js';
import type { EvidenceState } from './EvidenceState.js';
import { contextRowsOf, type RowScores, scoreRows } from './rowScores.js';
import { type CellScores, scoreCells } from './scoreCells.js';

/**
 * A model's scores of a table: of its distinct accesses, and of each with its contexts.
 */
export interface AccessScores extends CellScores {
  rows: RowScores;
}

interface TableScores extends AccessScores {
  /** The contexts as the table has them. */
  columns: readonly ContextColumn[];
}

const remembered = new WeakMap<DistinctRows, WeakMap<EvidenceState, TableScores>>();

/**
 * A model's scores of the distinct accesses of a table. The same `Accesses` (see `accessesOf`) get the same
 * scores without another pass: a morning asks for them several times.
 */
export function scoresOf(state: EvidenceState, accesses: Accesses): TableScores {
  const { distinct } = accesses;
  const known = remembered.get(distinct) ?? new WeakMap<EvidenceState, TableScores>();
  remembered.set(distinct, known);
  const before = known.get(state);
  if (before) return before;
  // Contexts come first, so that a wrong hour is refused before the work begins.
  const { columns, ...rows } = contextRowsOf(state, accesses);
  const cells = scoreCells(state, cellsIn(accesses, state.counts));
  const scores = { ...cells, rows: scoreRows(state, cells, rows), columns };
  known.set(state, scores);
  return scores;
}
