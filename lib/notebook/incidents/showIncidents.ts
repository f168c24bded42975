import type { Table } from 'apache-arrow';
import { display, displayUntil } from '../show/display.js';
import { type IncidentOptions, incidentsBundle } from './incidentsBundle.js';

export type { IncidentOptions };

/** A place in a notebook for the alerts, which is filled once they are known. */
export interface IncidentsBox {
  /** @throws RangeError naming a column that is missing, or an option that isn't known */
  tell(alerts: Table, options?: IncidentOptions): void;
}

/**
 * Shows alerts by account in the running cell. Each account has a block: how severe and how rare it is, its
 * story, the telling accesses with what was done, failed attempts, and the line that would judge it.
 *
 * @param alerts a table of `triage`, one row for each account
 * @throws RangeError naming a column that is missing, or an option that isn't known
 *
 * @example
 * showIncidents(triage(today, { model }));
 */
export function showIncidents(alerts: Table, options: IncidentOptions = {}): void {
  display(incidentsBundle(alerts, options));
}

/**
 * Keeps a place at the beginning of a report for the alerts, since most readers want them first. `tell` shows
 * them there, as `showIncidents` would.
 *
 * @example
 * const incidents = incidentsBox();
 * // ... many cells later
 * incidents.tell(triage(today, { model }));
 */
export function incidentsBox(): IncidentsBox {
  const waiting = 'The alerts appear here at the end of the run.';
  const replace = displayUntil({ 'text/html': `<p>${waiting}</p>`, 'text/plain': waiting });
  return { tell: (alerts, options = {}) => replace(incidentsBundle(alerts, options)) };
}
