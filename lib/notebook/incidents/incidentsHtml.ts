import { onceIn } from '../../alerts/accounts/onceIn.js';
import type { TellingAccess } from '../../alerts/accounts/tellingAccesses.js';
import type { AccountHabits } from '../../alerts/habits/AccountHabits.js';
import { counted } from '../../base/text/counted.js';
import { csvField } from '../../base/text/csvField.js';
import { escapeHtml } from '../../base/text/escapeHtml.js';
import { grouped } from '../../base/text/grouped.js';
import { isSameMinute, localSpan, localTime } from '../../base/text/localTime.js';
import { ANY_CELL, nameCell } from '../../base/text/nameCell.js';
import { sharedPrefix, withoutPrefix } from '../../base/text/sharedPrefix.js';
import { visibleText } from '../../base/text/visibleText.js';
import { wholeDates } from '../page/wholeDates.js';
import { breakableHtml } from '../tables/breakable.js';
import { accountHtml, type ShownEvent } from './accountHtml.js';
import { nameHtml, namesStyle, pickHtml } from './nameHtml.js';
import { daysOf, type ShownIncident } from './shownIncidents.js';
import { CELL, smallTable } from './smallTable.js';

/** The colours of bands, readable on light and on dark pages. */
const COLOURS: Record<string, string> = {
  High: '#d1242f',
  Medium: '#bc4c00',
  Low: '#9a6700',
  Informational: '#57606a',
};

/** All incidents, one block for each. It has style attributes, since an untrusted notebook loses <style>. */
export function incidentsHtml(incidents: readonly ShownIncident[], look: IncidentLook): string {
  return incidents.map((incident, n) => blockOf(incident, n, look)).join('');
}

/** How incidents are shown. */
interface IncidentLook {
  isSeveralTenants: boolean;
  /** The time zone whose time is shown beside UTC. */
  timeZone?: string;
  /** What is known of each account; if it is missing, nothing of this is shown. */
  habits?: readonly AccountHabits[] | null;
  /** The events of each account; missing if they were not read. */
  events?: readonly (readonly ShownEvent[])[] | null;
}

function blockOf(incident: ShownIncident, n: number, look: IncidentLook): string {
  const { isSeveralTenants, timeZone, habits = null, events } = look;
  const { band, severity, tenant, user, reason } = incident;
  const colour = COLOURS[band] ?? COLOURS.Informational;
  const badge = `<span style="background:${colour};color:#fff;border-radius:4px;padding:1px 8px">${escapeHtml(band)} ${severity}</span>`;
  const name = `<b style="font-size:1.15em">${pickHtml('account', user)}</b>${isSeveralTenants ? ` <span>${nameHtml(tenant)}</span>` : ''}`;
  return (
    `<article class="access-incident" data-account="${escapeHtml(user)}" aria-label="${escapeHtml(visibleText(user))}" style="border-left:4px solid ${colour};padding:6px 12px;margin:14px 0;max-width:64em">` +
    // On paper a story stays with its name; its table may begin or continue on the next sheet.
    `<div style="display:flex;flex-wrap:wrap;gap:4px 10px;align-items:baseline;break-inside:avoid;break-after:avoid">${badge}${name}<span style="opacity:.75">${factsOf(incident).map(escapeHtml).join(' · ')}</span></div>` +
    `<p style="margin:6px 0;break-inside:avoid">${wholeDates(nameHtml(reason))}</p>` +
    accessesHtml(incident, timeZone) +
    failuresHtml(incident) +
    (habits === null ? '' : accountHtml(habits[n], incident, events?.[n] ?? null)) +
    verdictHtml(incident) +
    '</article>'
  );
}

function factsOf({ kind, everyDays, accesses, firstTime, mornings, risk, labels, verdict }: ShownIncident) {
  return [
    kind,
    ...(everyDays === null ? [] : [onceIn(everyDays)]),
    `${counted(accesses, 'access', 'accesses')}, ${grouped(firstTime)} first-time`,
    ...(mornings > 1 ? [`morning ${mornings}`, `risk ${Math.round(risk)}`] : []),
    ...(labels === null ? [] : [labels]),
    ...(verdict === null ? [] : [`judged ${verdict}`]),
  ];
}

/** A column of the telling accesses: its head, and each access's cell as HTML, empty if nothing is known. */
type AccessColumn = readonly [head: string, cell: (access: TellingAccess) => string];

function accessesHtml({ told, accesses }: ShownIncident, timeZone?: string): string {
  const prefix = sharedPrefix(told.map(({ res }) => res));
  const details = [...new Set(told.flatMap((access) => Object.keys(access.details)))];
  const contexts = [...new Set(told.flatMap((access) => Object.keys(access.contexts)))].filter(
    (name) => name !== 'day' && name !== 'hour' && !details.includes(name),
  );
  const marked = ({ labels }: TellingAccess) =>
    labels.length > 0 ? ` <b>${nameHtml(labels.join(', '))}</b>` : '';
  const columns: AccessColumn[] = [
    [
      'resource',
      (access) =>
        `<span title="${escapeHtml(visibleText(access.res))}">${pickHtml('resource', access.res, nameHtml(withoutPrefix(access.res, prefix)))}</span>${marked(access)}`,
    ],
    ['before', ({ kind }) => escapeHtml(kind)],
    ['used by', (access) => `${grouped(access.users_with_access)} of ${grouped(access.users)} others`],
    ['evidence', ({ evidence }) => evidence.toFixed(1)],
    ['count', ({ count }) => (count === null ? '' : grouped(count))],
    ['first and last', (access) => timesOf(access, timeZone)],
    ...contexts.map(
      (name): AccessColumn => [name, (access) => nameHtml(String(access.contexts[name] ?? ''))],
    ),
    ...details.map((name): AccessColumn => [name, (access) => valuesHtml(access.details[name] ?? [])]),
  ];
  // A column is left out if all its cells are empty.
  const shown = columns.filter(([, cell]) => told.some((access) => cell(access) !== ''));
  const heads = shown.map(([head]) => head);
  const room = namesStyle(told.map(({ res }) => withoutPrefix(res, prefix)));
  const rows = told.map((access) => {
    const cells = shown.map(
      ([head, cell]) => `<td style="${CELL}${head === 'resource' ? room : ''}">${cell(access)}</td>`,
    );
    return `<tr data-access style="break-inside:avoid" title="${escapeHtml(visibleText(access.reason))}">${cells.join('')}</tr>`;
  });
  const more = accesses - told.length;
  const rest =
    more > 0
      ? `<p style="margin:4px 0;opacity:.75">and ${counted(more, 'more access', 'more accesses')}</p>`
      : '';
  const stands =
    prefix === '' ? '' : `<p style="margin:4px 0;opacity:.75">… stands for ${nameHtml(prefix)}</p>`;
  return (
    // On a narrow screen the table scrolls sideways, and the story above it doesn't.
    `<div style="overflow-x:auto">${smallTable(heads, rows)}</div>${stands}${rest}`
  );
}

function timesOf({ first, last }: TellingAccess, timeZone?: string): string {
  if (first === null || last === null) return '';
  const [from, to] = [first, last].map((time) => new Date(time));
  const times = isSameMinute(from, to)
    ? localTime(from, timeZone)
    : localSpan({ first: from, last: to }, timeZone);
  return wholeDates(escapeHtml(times));
}

function valuesHtml(values: readonly [value: string, count: number][]): string {
  return values
    .map(([value, count]) => nameHtml(value) + (count > 1 ? ` (${grouped(count)})` : ''))
    .join('<br>');
}

function failuresHtml({ failures }: ShownIncident): string {
  if (failures === null) return '';
  const places = failures.resources.map(([res, count]) => `${nameHtml(res)} (${grouped(count)})`).join(', ');
  return `<p style="margin:4px 0">${counted(failures.count, 'attempt')} failed: ${places}</p>`;
}

/**
 * The lines to write into the file of verdicts. The verdict `malicious` has days: without them, all that the
 * account ever did would be forgotten.
 */
function verdictHtml(incident: ShownIncident): string {
  const { tenant, user, verdict } = incident;
  if (verdict !== null) return '';
  // These names need no `visibleText`: `nameCell` writes invisible characters as codes, and lines are copied.
  const lineOf = (...cells: string[]) =>
    breakableHtml(
      [nameCell(tenant), nameCell(user), ANY_CELL, ...cells].map(csvField).join(','),
      'everywhere',
    );
  const malicious = daysOf(incident).map(({ first, last }) =>
    lineOf('malicious', '', '', '', '', first, last),
  );
  const code = [[lineOf('benign')], [lineOf('expected')], malicious]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `<code>${line}</code>`).join(' with '))
    .join(' or ');
  return `<p class="access-paper" style="margin:4px 0;opacity:.75">To judge it: ${code}</p>`;
}
