import type { Table } from 'apache-arrow';
import { readEveryDay } from '../accesses/accessLog.js';
import { visibleText } from '../base/text/visibleText.js';
import { keptTable } from '../saving/keptTable.js';

/** What a model keeps for later mornings; it has no effect on scores. */
export interface Waiting {
  /** Accesses that nobody has judged yet. */
  heldBack: Table | null;
  /** Alerts of earlier mornings. */
  incidents: Table | null;
}

export const NOTHING_WAITING: Waiting = { heldBack: null, incidents: null };

export const WAITING_TABLES = ['heldBack', 'incidents'] as const satisfies readonly (keyof Waiting)[];

/**
 * What waits after some tables were replaced, as a folder can keep it.
 *
 * @throws as `keptTable` and `checkWaitingDays`
 */
export function replaced(before: Waiting, given: Partial<Waiting>, dayCol: string | null): Waiting {
  const after = { ...before };
  for (const name of WAITING_TABLES) {
    const table = given[name];
    if (table === undefined || table === before[name]) continue;
    after[name] = table === null ? null : keptTable(name, table);
  }
  if (after.heldBack !== before.heldBack) checkWaitingDays(after.heldBack, dayCol);
  return after;
}

/**
 * Waiting accesses count when accounts are compared from day to day, so each row needs its day.
 *
 * @param dayCol the model's column of days; null if it has none
 * @throws RangeError or TypeError naming heldBack, the column, and the row without a day
 */
export function checkWaitingDays(heldBack: Table | null, dayCol: string | null): void {
  if (heldBack === null || heldBack.numRows === 0 || dayCol === null) return;
  if (heldBack.getChild(dayCol) === null) {
    const given = heldBack.schema.names.map((name) => visibleText(String(name))).join(', ');
    throw new RangeError(`Expected a column ${dayCol} in heldBack, got ${given}`);
  }
  try {
    readEveryDay(heldBack, dayCol);
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    const ErrorOfKind = error instanceof RangeError ? RangeError : TypeError;
    throw new ErrorOfKind(`${error.message} of heldBack`, { cause: error });
  }
}
