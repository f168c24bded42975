import type { Table } from 'apache-arrow';
import { habitsOf } from '../../alerts/habits/habitsOf.js';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectInteger } from '../../base/checks/expect.js';
import { expectTimeZone } from '../../base/checks/expectTimeZone.js';
import { counted } from '../../base/text/counted.js';
import { visibleText } from '../../base/text/visibleText.js';
import type { AccessEvidenceModel } from '../../evidence/AccessEvidenceModel.js';
import { findColumn } from '../../tables/findColumn.js';
import { VERBATIM } from '../page/verbatim.js';
import type { MimeBundle } from '../show/display.js';
import { dataScript } from '../tables/dataScript.js';
import { liveScript } from '../tables/liveScript.js';
import { eventsOfAccounts } from './eventsOfAccounts.js';
import { incidentsData } from './incidentsData.js';
import { incidentsHtml } from './incidentsHtml.js';
import { shownIncidents } from './shownIncidents.js';

export interface IncidentOptions {
  /** The log that was triaged, and the model. With both, all that is known of each account is shown, too. */
  accesses?: Table;
  model?: AccessEvidenceModel;
  /** The events behind the telling accesses, from `readEvents`. They are shown with what is known. */
  events?: Table | null;
  /** Failed attempts, from the separate table of `readAccess`. They are counted for each account. */
  failures?: Table | null;
  /** The greatest number of accounts that are shown. Default: 25. */
  limit?: number;
  /** An IANA time zone, such as 'Europe/Berlin', whose time is shown beside UTC. Default: none. */
  timeZone?: string;
}

const DEFAULT_LIMIT = 25;

/**
 * Alerts by account in the forms that a notebook shows.
 *
 * @throws RangeError naming a column that is missing, or an option that isn't known
 */
export function incidentsBundle(alerts: Table, options: IncidentOptions): MimeBundle {
  checkNames('options of incidents', options, [
    ...['accesses', 'model', 'events', 'failures', 'limit', 'timeZone'],
  ]);
  const { accesses, model, events = null, failures = null, limit = DEFAULT_LIMIT, timeZone } = options;
  if ((accesses === undefined) !== (model === undefined)) {
    throw new RangeError(
      `Expected accesses and model, or neither, got ${model === undefined ? 'no model' : 'no accesses'}`,
    );
  }
  if (timeZone !== undefined) expectTimeZone('timeZone', timeZone);
  expectInteger('limit', limit, 1);
  const all = shownIncidents(alerts, failures);
  const shown = all.slice(0, limit);
  const tenants = new Set(Array.from(findColumn(alerts, 'tenant'), String));
  const left = all.length - shown.length;
  const rest = left > 0 ? `${counted(left, 'more account')} ${left === 1 ? "isn't" : "aren't"} shown.` : '';
  const none = 'No account is odder than normal ones are on most days.';
  const text = shown.map(({ band, user, reason }) => `${band}: ${visibleText(user)}\n${visibleText(reason)}`);
  const habits = accesses && model ? habitsOf(alerts.slice(0, limit), accesses, model) : null;
  const html = incidentsHtml(shown, {
    isSeveralTenants: tenants.size > 1,
    timeZone,
    habits,
    events: events === null ? null : eventsOfAccounts(shown, events, timeZone),
  });
  const list = `<div data-access-part="incidents">${html}${dataScript(incidentsData(shown, habits))}</div>`;
  return {
    'text/html': `<div class="${VERBATIM}">${all.length === 0 ? `<p>${none}</p>` : list}${rest && `<p>${rest}</p>`}</div>${all.length === 0 ? '' : liveScript()}`,
    'text/plain': [...(all.length === 0 ? [none] : text), ...(rest ? [rest] : [])].join('\n\n'),
  };
}
