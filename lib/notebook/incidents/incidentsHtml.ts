import type { Table } from 'apache-arrow';
import { Numbering } from '../../accesses/Numbering.js';
import { onceIn } from '../../alerts/accounts/onceIn.js';
import type { TellingAccess } from '../../alerts/accounts/tellingAccesses.js';
import { toldIn } from '../../alerts/accounts/tellingOf.js';
import { counted } from '../../base/text/counted.js';
import { csvField } from '../../base/text/csvField.js';
import { escapeHtml } from '../../base/text/escapeHtml.js';
import { grouped } from '../../base/text/grouped.js';
import { isoDay } from '../../base/text/isoDay.js';
import { isSameMinute, localSpan, localTime } from '../../base/text/localTime.js';
import { ANY_CELL, nameCell } from '../../base/text/nameCell.js';
import { sharedPrefix, withoutPrefix } from '../../base/text/sharedPrefix.js';
import { visibleText } from '../../base/text/visibleText.js';
import { findColumns } from '../../tables/findColumn.js';
import { wholeDates } from '../page/wholeDates.js';
import { breakableHtml } from '../tables/breakable.js';

/** What an account did, as a page shows it. */
export interface ShownIncident {
  tenant: string;
  user: string;
  band: string;
  severity: number;
  kind: string;
  everyDays: number | null;
  accesses: number;
  firstTime: number;
  mornings: number;
  risk: number;
  labels: string | null;
  verdict: string | null;
  reason: string;
  told: TellingAccess[];
  /** The first day of the incident and the last, as 2026-11-03; null: not known. */
  days: { first: string; last: string } | null;
  /** Attempts that failed: how many, and at which resources the most. */
  failures: { count: number; resources: [res: string, count: number][] } | null;
}

/** The colours of bands, readable on light and dark ground. */
const COLOURS: Record<string, string> = {
  High: '#d1242f',
  Medium: '#bc4c00',
  Low: '#9a6700',
  Informational: '#57606a',
};

const COLUMNS = [
  ...(['tenant', 'user', 'band', 'kind', 'reason', 'labels', 'verdict', 'every_days', 'severity'] as const),
  ...(['accesses', 'first_time', 'mornings', 'risk', 'first', 'last', 'since'] as const),
];
type Column = (typeof COLUMNS)[number];

/** The alerts as a page shows them, one entry a row. */
export function shownIncidents(alerts: Table, failures: Table | null): ShownIncident[] {
  const columns = findColumns(alerts, COLUMNS);
  const told = toldIn(alerts);
  const failed = failuresOf(failures);
  return told.map((accesses, row) => {
    const text = (name: Column) => String(columns[name].get(row));
    const number = (name: Column) => Number(columns[name].get(row));
    const isNull = (name: Column) => columns[name].get(row) === null;
    const optional = (name: Column) => (isNull(name) ? null : text(name));
    const [tenant, user] = (['tenant', 'user'] as const).map(text);
    return {
      ...{ tenant, user, band: text('band'), kind: text('kind'), reason: text('reason'), told: accesses },
      ...{ labels: optional('labels'), verdict: optional('verdict') },
      everyDays: isNull('every_days') ? null : number('every_days'),
      severity: number('severity'),
      accesses: number('accesses'),
      firstTime: number('first_time'),
      mornings: number('mornings'),
      risk: number('risk'),
      days: isNull('first')
        ? null
        : { first: isoDay(number('since')), last: isoDay(Math.max(number('since'), number('last'))) },
      failures: failed(tenant, user),
    };
  });
}

function failuresOf(failures: Table | null): (tenant: string, user: string) => ShownIncident['failures'] {
  if (failures === null) return () => null;
  const accounts = new Numbering();
  const counts: Map<string, number>[] = [];
  const { tenant: tenants, user: users, res: resources } = findColumns(failures, ['tenant', 'user', 'res']);
  const likelihood = failures.getChild('likelihood');
  for (let row = 0; row < failures.numRows; row++) {
    const account = accounts.add(String(tenants.get(row)), String(users.get(row)));
    const own = counts[account] ?? new Map<string, number>();
    counts[account] = own;
    const res = String(resources.get(row));
    own.set(res, (own.get(res) ?? 0) + Number(likelihood?.get(row) ?? 1));
  }
  return (tenant, user) => {
    const account = accounts.find(tenant, user);
    if (account < 0) return null;
    const most = [...counts[account]].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    return { count: most.reduce((sum, [, count]) => sum + count, 0), resources: most.slice(0, 3) };
  };
}

/** All incidents, a block each. Styled by attribute: an untrusted notebook loses <style>. */
export function incidentsHtml(incidents: readonly ShownIncident[], look: IncidentLook): string {
  return incidents.map((incident) => blockOf(incident, look)).join('');
}

/** How incidents are shown. */
interface IncidentLook {
  isSeveralTenants: boolean;
  /** Whose clock stands beside UTC. */
  timeZone?: string;
}

function blockOf(incident: ShownIncident, { isSeveralTenants, timeZone }: IncidentLook): string {
  const { band, severity, tenant, user, reason } = incident;
  const colour = COLOURS[band] ?? COLOURS.Informational;
  const badge = `<span style="background:${colour};color:#fff;border-radius:4px;padding:1px 8px">${band} ${severity}</span>`;
  const name = `<b style="font-size:1.15em">${nameHtml(user)}</b>${isSeveralTenants ? ` <span>${nameHtml(tenant)}</span>` : ''}`;
  return (
    `<article class="access-incident" data-account="${escapeHtml(user)}" style="border-left:4px solid ${colour};padding:6px 12px;margin:14px 0;max-width:64em">` +
    // On paper a story stays with its name; its table may stand on the next sheet, or go on there.
    `<div style="display:flex;flex-wrap:wrap;gap:4px 10px;align-items:baseline;break-inside:avoid;break-after:avoid">${badge}${name}<span style="opacity:.75">${factsOf(incident).map(escapeHtml).join(' · ')}</span></div>` +
    `<p style="margin:6px 0;break-inside:avoid">${wholeDates(nameHtml(reason))}</p>` +
    accessesHtml(incident, timeZone) +
    failuresHtml(incident) +
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

const CELL = 'padding:2px 10px 2px 0;text-align:left;vertical-align:top';

/** A column of the telling accesses: its head, and the cell of each as HTML; empty where nothing is known. */
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
        `<span title="${escapeHtml(visibleText(access.res))}">${nameHtml(withoutPrefix(access.res, prefix))}</span>${marked(access)}`,
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
  // What is known of none of them has no column.
  const shown = columns.filter(([, cell]) => told.some((access) => cell(access) !== ''));
  const heads = shown.map(
    ([head]) => `<th style="${CELL};opacity:.75;font-weight:normal">${nameHtml(head)}</th>`,
  );
  const rows = told.map((access) => {
    const cells = shown.map(([, cell]) => `<td style="${CELL}">${cell(access)}</td>`);
    return `<tr style="break-inside:avoid" title="${escapeHtml(visibleText(access.reason))}">${cells.join('')}</tr>`;
  });
  const more = accesses - told.length;
  const rest =
    more > 0
      ? `<p style="margin:4px 0;opacity:.75">and ${counted(more, 'more access', 'more accesses')}</p>`
      : '';
  const stands =
    prefix === '' ? '' : `<p style="margin:4px 0;opacity:.75">… stands for ${nameHtml(prefix)}</p>`;
  return (
    // On a narrow screen the table moves, and not the story above it.
    `<div style="overflow-x:auto"><table style="border-collapse:collapse;font-size:.92em;margin:4px 0"><thead><tr>${heads.join('')}</tr></thead>` +
    `<tbody>${rows.join('')}</tbody></table></div>${stands}${rest}`
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
 * What to write into the file of verdicts. Malicious are these days alone: without days, all that the account
 * ever did would be forgotten.
 */
function verdictHtml({ tenant, user, verdict, days, told }: ShownIncident): string {
  if (verdict !== null) return '';
  // Nothing in it is made visible: it says what can't be seen by itself, and is copied.
  const lineOf = (...cells: string[]) =>
    breakableHtml(
      [nameCell(tenant), nameCell(user), ANY_CELL, ...cells].map(csvField).join(','),
      'everywhere',
    );
  const malicious = (days === null ? [] : [days, ...farDays(told, days)]).map(({ first, last }) =>
    lineOf('malicious', '', '', '', '', first, last),
  );
  const code = [[lineOf('benign')], [lineOf('expected')], malicious]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `<code>${line}</code>`).join(' with '))
    .join(' or ');
  return `<p style="margin:4px 0;opacity:.75">To judge it: ${code}</p>`;
}

/** The days of telling accesses that a false clock put elsewhere: a verdict has to be on them, too. */
function farDays(
  told: readonly TellingAccess[],
  { first, last }: { first: string; last: string },
): { first: string; last: string }[] {
  const days = told
    .flatMap((access) => [access.first, access.last])
    .map((time) => time?.slice(0, 10) ?? first);
  const far = [...new Set(days)].filter((day) => day < first || day > last).sort();
  return far.map((day) => ({ first: day, last: day }));
}

/** A name, or a text with names, as HTML: odd characters visible, long names broken behind separators. */
function nameHtml(name: string): string {
  return breakableHtml(visibleText(name), 'everywhere');
}
