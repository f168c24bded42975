import type { Table } from 'apache-arrow';
import { display, displayUntil } from '../show/display.js';
import { type IncidentOptions, incidentsBundle } from './incidentsBundle.js';

export type { IncidentOptions };

/** A place in a notebook for the alerts, filled in once they are known. */
export interface IncidentsBox {
  /** @throws RangeError naming a column that is missing, or an option that isn't known */
  tell(alerts: Table, options?: IncidentOptions): void;
}

/**
 * Shows alerts by account in the cell that runs, a block each: how severe and how rare, the story, the
 * telling accesses with what was done, attempts that failed, and the line that judges it.
 *
 * @param alerts a table of `triage`, a row an account
 * @throws RangeError naming a column that is missing, or an option that isn't known
 *
 * @example
 * showIncidents(triage(today, { model }));
 */
export function showIncidents(alerts: Table, options: IncidentOptions = {}): void {
  display(incidentsBundle(alerts, options));
}

/**
 * Keeps a place at the head of a report for the alerts, which are what most readers want: `showIncidents`,
 * where the box was made.
 *
 * @example
 * const incidents = incidentsBox();
 * // ... many cells later
 * incidents.tell(triage(today, { model }));
 */
export function incidentsBox(): IncidentsBox {
  const waiting = 'The alerts stand here at the end of the run.';
  const replace = displayUntil({ 'text/html': `<p>${waiting}</p>`, 'text/plain': waiting });
  return { tell: (alerts, options = {}) => replace(incidentsBundle(alerts, options)) };
}
