import type { Table } from 'apache-arrow';
import { keptTable } from '../saving/keptTable.js';

/** What a model keeps for the mornings to come; scores have no part in it. */
export interface Waiting {
  /** Accesses that nobody has judged yet. */
  heldBack: Table | null;
  /** Alerts of earlier mornings. */
  incidents: Table | null;
}

export const NOTHING_WAITING: Waiting = { heldBack: null, incidents: null };

export const WAITING_TABLES = ['heldBack', 'incidents'] as const satisfies readonly (keyof Waiting)[];

/** What was given in place of what there was, as a folder keeps it. @throws TypeError as `keptTable` */
export function replaced(before: Waiting, given: Partial<Waiting>): Waiting {
  const after = { ...before };
  for (const name of WAITING_TABLES) {
    const table = given[name];
    if (table === undefined || table === before[name]) continue;
    after[name] = table === null ? null : keptTable(name, table);
  }
  return after;
}
