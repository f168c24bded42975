import type { NameColumn } from '../sources/EventSource.js';
import type { RowOptions } from './judgedRows.js';
import type { SumOptions } from './sums.js';

/** What makes rows one access, and what the table says of it. */
export interface GroupOptions extends SumOptions, RowOptions {
  /** Whether accesses of several days are several. */
  byDay: boolean;
  /** Whether accesses of several hours of the day are several. */
  hours: boolean;
  /** The names of the contexts' and details' columns: accesses that differ in one are several. */
  contexts: readonly string[];
  /** Those of them that say what was done. */
  details: readonly string[];
  /** Whether attempts that failed come in a table of their own. */
  isFailedApart: boolean;
  /** The names in which case tells nothing apart. */
  folded: readonly NameColumn[];
  /** Whether an event that has an id counts once. */
  isOnce: boolean;
}
