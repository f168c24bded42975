import type { Table } from 'apache-arrow';
import { bandOf, SEVERITY_BANDS, SEVERITY_DAYS, type SeverityDays } from '../../alerts/severity.js';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectTimeZone } from '../../base/checks/expectTimeZone.js';
import { counted } from '../../base/text/counted.js';
import { escapeHtml } from '../../base/text/escapeHtml.js';
import { grouped } from '../../base/text/grouped.js';
import { localSpan } from '../../base/text/localTime.js';
import { shownList } from '../../base/text/shownList.js';
import { visibleText } from '../../base/text/visibleText.js';
import type { AccessReport } from '../../logs/AccessReport.js';
import { findColumn, findColumns } from '../../tables/findColumn.js';
import { checkTable } from '../../tables/isTable.js';
import { wholeDates } from '../page/wholeDates.js';
import { breakableHtml } from '../tables/breakable.js';
import { boxHtml } from './boxHtml.js';
import { displayUntil, type MimeBundle } from './display.js';

/** The MIME type of the outputs that tell programs about a notebook's alerts: see {@link AlertsOutcome}. */
export const ALERTS_MIME = 'application/vnd.access-anomaly.alerts+json';

/** What the notebook tells a program that runs it. */
export interface AlertsOutcome {
  alerts: number;
  /** The highest severity, 0 to 100; null if there is no alert. */
  highest: number | null;
  /** The highest risk of an incident of earlier mornings that goes on, 0 to 100; null if none does. */
  risk: number | null;
  /** How many alerts there are in each band. */
  bands: Record<string, number>;
  /** Why the alerts could not be handed on; null if they were, or were not meant to be. */
  undelivered: string | null;
}

export interface AlertsSummary {
  /** A table of `triage`, one row for each account. */
  alerts: Table;
  /** The report of `readAccess` on the log of these alerts. */
  report: AccessReport;
  /** The number of distinct accesses in the log. */
  accesses: number;
  /** Why the alerts could not be handed on; missing if they could. */
  undelivered?: string;
  /** What was learned, held back and forgotten: the `text` of `learnDay`. */
  learned?: string;
  /** How rare an account in each band is: the option that `triage` was given. */
  severityDays?: SeverityDays;
  /** An IANA time zone, such as 'Europe/Berlin', whose time is shown beside UTC. Default: none. */
  timeZone?: string;
}

/** A place in a notebook for a summary of the alerts, which is filled once they are known. */
export interface AlertsBox {
  /** @throws RangeError naming a column that the alerts lack, or a key that a summary doesn't have */
  tell(summary: AlertsSummary): void;
}

/**
 * Keeps a place at the beginning of a report for the summary, since many readers read nothing else: how many
 * events and alerts there are, what the alerts are, and what was suppressed. `npm start -- --alert-level`
 * uses the same summary.
 *
 * @example
 * const summary = alertsBox();
 * // ... many cells later
 * summary.tell({ alerts, report, accesses: accesses.numRows });
 */
export function alertsBox(): AlertsBox {
  const waiting = 'A summary of the alerts appears here at the end of the run.';
  const replace = displayUntil({ 'text/html': boxOf(waiting, []), 'text/plain': waiting });
  return { tell: (summary) => replace(bundleOf(summary)) };
}

function bundleOf(summary: AlertsSummary): MimeBundle {
  const outcome = outcomeOf(summary);
  const facts = factsOf(summary);
  return {
    'text/html': boxOf(titleOf(outcome), facts),
    'text/plain': textOf(outcome, facts),
    [ALERTS_MIME]: outcome,
  };
}

/** The summary in lines. */
export function summaryText(summary: AlertsSummary): string {
  return textOf(outcomeOf(summary), factsOf(summary));
}

function textOf(outcome: AlertsOutcome, facts: readonly Fact[]): string {
  const lines = facts.map(([name, fact]) => (name === '' ? `  ${fact}` : `${name}: ${fact}`));
  return [titleOf(outcome), ...lines].join('\n');
}

function titleOf({ alerts, bands }: AlertsOutcome): string {
  return alerts === 0 ? 'No alerts' : `${counted(alerts, 'account')}: ${listed(bands)}`;
}

/**
 * The alerts in numbers.
 *
 * @throws RangeError naming a column that the alerts lack, or a key that a summary doesn't have
 */
export function outcomeOf(summary: AlertsSummary): AlertsOutcome {
  checkNames('summary', summary, [
    ...['alerts', 'report', 'accesses', 'undelivered', 'learned', 'severityDays', 'timeZone'],
  ]);
  if (summary.timeZone !== undefined) expectTimeZone('timeZone', summary.timeZone);
  const { alerts, undelivered = null } = summary;
  checkTable(alerts);
  const severities = Array.from(findColumn(alerts, 'severity'), Number);
  const bands = Object.fromEntries(
    SEVERITY_BANDS.toReversed().map(({ name }) => [
      name,
      severities.filter((severity) => bandOf(severity) === name).length,
    ]),
  );
  return {
    alerts: alerts.numRows,
    highest: severities.length === 0 ? null : severities.reduce((a, b) => Math.max(a, b)),
    risk: goingOn(alerts).reduce<number | null>((most, { risk }) => Math.max(most ?? 0, risk), null),
    bands,
    undelivered,
  };
}

/** The accounts that had an alert on an earlier morning, which nobody has judged. */
function goingOn(alerts: Table): { user: string; mornings: number; risk: number }[] {
  const { user, mornings, risk } = findColumns(alerts, ['user', 'mornings', 'risk']);
  return Array.from({ length: alerts.numRows }, (_, row) => ({
    user: String(user.get(row)),
    mornings: Number(mornings.get(row)),
    risk: Math.round(Number(risk.get(row))),
  })).filter((account) => account.mornings > 1);
}

type Fact = readonly [name: string, text: string];

function factsOf(summary: AlertsSummary): Fact[] {
  const { alerts, report, accesses, undelivered, learned, severityDays, timeZone } = summary;
  const { used, unreadable, leftOut, span } = report;
  const time = span === null ? '' : `, ${localSpan(span, timeZone)}`;
  const aside = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
  const facts: Fact[] = [
    ['Looked at', `${counted(used, 'event')}, ${counted(accesses, 'access', 'accesses')}${time}`],
  ];
  if (unreadable + aside > 0) {
    const counts = [unreadable, aside].map(grouped);
    facts.push(['Not looked at', `${counts[0]} unreadable, ${counts[1]} left out`]);
  }
  if (alerts.numRows > 0) {
    const kinds = Array.from(findColumn(alerts, 'kind'), String);
    const newcomers = kinds.filter((kind) => kind === 'newcomer').length;
    facts.push(
      ...(newcomers > 0 ? [['Newcomers', `${newcomers} of these`] as const] : []),
      ...goingOnInWords(alerts),
      ['To expect by chance', byChance(alerts, severityDays ?? SEVERITY_DAYS)],
      ...Array.from(findColumn(alerts, 'reason'), String)
        .slice(0, FIRST_ACCOUNTS)
        .map((reason, n): Fact => [n === 0 ? 'First of all' : '', firstSentences(visibleText(reason))]),
    );
  }
  if (undelivered !== undefined) facts.push(['Not handed on', undelivered]);
  const suppressed = alerts.schema.metadata.get('suppressed') ?? 'no verdicts';
  facts.push(['What was decided before', visibleText(suppressed)]);
  return learned === undefined ? facts : [...facts, ['What the next model takes', learned]];
}

function goingOnInWords(alerts: Table): Fact[] {
  const all = goingOn(alerts).sort((a, b) => b.risk - a.risk);
  if (all.length === 0) return [];
  const texts = all.map(
    ({ user, mornings, risk }) => `${visibleText(user)} (morning ${mornings}, risk ${risk} of 100)`,
  );
  return [['Goes on, unjudged', shownList(texts, (text) => text)]];
}

const FIRST_ACCOUNTS = 3;
const LONGEST_STORY = 360;

/** How often a normal account is as odd, according to what was learned. */
function byChance(alerts: Table, { Low, Medium, High }: SeverityDays): string {
  const isKnown = Array.from(findColumn(alerts, 'every_days')).some((days) => days !== null);
  if (!isKnown) return 'unknown: the model has not learned what accounts do from day to day';
  return `a normal account is High once in ${High} days, Medium once in ${Medium}, Low once in ${Low}`;
}

/** The beginning of a story, in whole sentences. */
function firstSentences(text: string): string {
  if (text.length <= LONGEST_STORY) return text;
  const end = text.lastIndexOf('. ', LONGEST_STORY);
  return end < 0 ? `${text.slice(0, LONGEST_STORY)}...` : text.slice(0, end + 1);
}

/** '2 High, 5 Medium': the counts, without those that are 0. */
function listed(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${grouped(count)} ${name}`)
    .join(', ');
}

// These styles undo JupyterLab's styles of lists, which would give a label a fifth of its column. If there is
// no room beside a label, as on a telephone, its fact is shown below it.
const labelStyle =
  'flex:0 0 13.5em;opacity:.7;float:none;width:auto;padding:0;font-weight:normal;white-space:nowrap';
const factStyle = 'flex:1 1 20em;min-width:0;margin:0;padding:0;width:auto;float:none';
const rowStyle = 'display:flex;flex-wrap:wrap;gap:0 14px;margin:2px 0';

function boxOf(title: string, facts: readonly Fact[]): string {
  const rows = facts.map(
    ([name, text]) =>
      `<div style="${rowStyle}"><dt style="${labelStyle}">${escapeHtml(name)}</dt><dd style="${factStyle}">${wholeDates(breakableHtml(text, 'everywhere'))}</dd></div>`,
  );
  const list = rows.length > 0 ? `<dl style="display:block;margin:6px 0 0">${rows.join('')}</dl>` : '';
  return boxHtml(
    { role: 'status', colour: '#1f6feb', maxWidth: '62em' },
    `<b style="font-size:1.15em">${escapeHtml(title)}</b>${list}`,
  );
}
