import type { Table } from 'apache-arrow';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectInteger } from '../../base/checks/expect.js';
import { expectTimeZone } from '../../base/checks/expectTimeZone.js';
import { visibleText } from '../../base/text/visibleText.js';
import { findColumn } from '../../tables/findColumn.js';
import { display } from '../show/display.js';
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
  checkNames('showIncidents options', options, ['failures', 'limit', 'timeZone']);
  const { failures = null, limit = DEFAULT_LIMIT, timeZone } = options;
  if (timeZone !== undefined) expectTimeZone('timeZone', timeZone);
  expectInteger('limit', limit, 1);
  const all = shownIncidents(alerts, failures);
  const shown = all.slice(0, limit);
  const tenants = new Set(Array.from(findColumn(alerts, 'tenant'), String));
  const rest = all.length > shown.length ? `${all.length - shown.length} more accounts aren't shown.` : '';
  const none = 'No account is odder than normal ones are on most days.';
  const text = shown.map(({ band, user, reason }) => `${band}: ${visibleText(user)}\n${visibleText(reason)}`);
  display({
    'text/html':
      (all.length === 0
        ? `<p>${none}</p>`
        : incidentsHtml(shown, { isSeveralTenants: tenants.size > 1, timeZone })) +
      (rest && `<p>${rest}</p>`),
    'text/plain': [...(all.length === 0 ? [none] : text), ...(rest ? [rest] : [])].join('\n\n'),
  });
}
