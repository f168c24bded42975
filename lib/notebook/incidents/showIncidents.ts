import type { Table } from 'apache-arrow';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectInteger } from '../../base/checks/expect.js';
import { expectTimeZone } from '../../base/checks/expectTimeZone.js';
import { counted } from '../../base/text/counted.js';
import { visibleText } from '../../base/text/visibleText.js';
import { findColumn } from '../../tables/findColumn.js';
import { VERBATIM } from '../page/verbatim.js';
import { display, displayUntil, type MimeBundle } from '../show/display.js';
import { incidentsHtml, shownIncidents } from './incidentsHtml.js';

export interface IncidentOptions {
  /** Attempts that failed, as `readAccess` gives them apart: they are counted for each account. */
  failures?: Table | null;
  /** At most how many are shown. Default: 25. */
  limit?: number;
  /** A zone of the IANA database, such as 'Europe/Berlin', whose clock stands beside UTC. Default: none. */
  timeZone?: string;
}

const DEFAULT_LIMIT = 25;

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
  display(bundleOf(alerts, options));
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
  return { tell: (alerts, options = {}) => replace(bundleOf(alerts, options)) };
}

function bundleOf(alerts: Table, options: IncidentOptions): MimeBundle {
  checkNames('options of incidents', options, ['failures', 'limit', 'timeZone']);
  const { failures = null, limit = DEFAULT_LIMIT, timeZone } = options;
  if (timeZone !== undefined) expectTimeZone('timeZone', timeZone);
  expectInteger('limit', limit, 1);
  const all = shownIncidents(alerts, failures);
  const shown = all.slice(0, limit);
  const tenants = new Set(Array.from(findColumn(alerts, 'tenant'), String));
  const left = all.length - shown.length;
  const rest = left > 0 ? `${counted(left, 'more account')} ${left === 1 ? "isn't" : "aren't"} shown.` : '';
  const none = 'No account is odder than normal ones are on most days.';
  const text = shown.map(({ band, user, reason }) => `${band}: ${visibleText(user)}\n${visibleText(reason)}`);
  const html = incidentsHtml(shown, { isSeveralTenants: tenants.size > 1, timeZone });
  return {
    'text/html': `<div class="${VERBATIM}">${all.length === 0 ? `<p>${none}</p>` : html}${rest && `<p>${rest}</p>`}</div>`,
    'text/plain': [...(all.length === 0 ? [none] : text), ...(rest ? [rest] : [])].join('\n\n'),
  };
}
