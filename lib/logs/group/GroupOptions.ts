import type { NameColumn } from '../sources/EventSource.js';
import type { RowOptions } from './judgedRows.js';
import type { SumOptions } from './sums.js';

/** Which rows are one access, and what the table says about it. */
export interface GroupOptions extends SumOptions, RowOptions {
  /** Whether accesses on different days are different. */
  byDay: boolean;
  /** Whether accesses at different hours of the day are different. */
  hours: boolean;
  /** The names of the contexts' and details' columns: accesses that differ in one are different. */
  contexts: readonly string[];
  /** Those of them that say what was done. */
  details: readonly string[];
  /** Whether failed attempts get a table of their own. */
  isFailedApart: boolean;
  /** The columns of names in which case doesn't matter. */
  folded: readonly NameColumn[];
  /** Whether an event with an id counts once. */
  isOnce: boolean;
}
