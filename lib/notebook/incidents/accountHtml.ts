import type { AccountHabits, ContextHabit } from '../../alerts/habits/AccountHabits.js';
import { counted } from '../../base/text/counted.js';
import { escapeHtml } from '../../base/text/escapeHtml.js';
import { grouped } from '../../base/text/grouped.js';
import { isoDay } from '../../base/text/isoDay.js';
import { hoursHtml } from './hoursHtml.js';
import { nameHtml, namesStyle, pickHtml } from './nameHtml.js';
import { CELL, smallTable } from './smallTable.js';

const NUMBER = 'padding:2px 10px 2px 0;text-align:right;vertical-align:top';
const QUIET = 'margin:4px 0;opacity:.75';
/** The greatest number of peers that are named. */
const MOST_PEERS = 6;

/** What the alerts note about an account's earlier mornings. */
interface History {
  since: number | null;
  mornings: number;
  risk: number;
}

/** An event behind an account's alert, from `readEvents`. */
export interface ShownEvent {
  time: string;
  res: string;
  place: string;
  text: string;
}

/**
 * All that is known of an account, folded until the reader opens it: when it works, what it uses and what its
 * peers use, from where, on which earlier mornings it had alerts, and its events in this log.
 */
export function accountHtml(
  habits: AccountHabits,
  history: History,
  events: readonly ShownEvent[] | null,
): string {
  const before = habits.days === null ? 'count before' : 'days before';
  const whenAndWhere = [
    habits.hours === null ? '' : section('When it works', hoursHtml(habits.hours, habits.days)),
    ...habits.contexts.map((context) => section(`From which ${context.name}`, contextHtml(context, before))),
    section('On earlier mornings', `<p style="margin:4px 0;max-width:21em">${historyInWords(history)}</p>`),
  ];
  const columns = [whenAndWhere.join(''), section('What it uses', resourcesHtml(habits, before))];
  return (
    `<details class="access-account" style="margin:8px 0"><summary style="cursor:pointer">All that is known of ${nameHtml(habits.user)}</summary>` +
    `<div style="display:flex;flex-wrap:wrap;gap:4px 32px;align-items:flex-start">${columns.map((html) => `<div style="max-width:100%">${html}</div>`).join('')}</div>` +
    `${events === null ? '' : section('Events', eventsHtml(events))}</details>`
  );
}

function section(title: string, html: string): string {
  return `<section style="margin:6px 0;max-width:100%;overflow-x:auto"><p style="margin:4px 0;font-weight:600">${nameHtml(title)}</p>${html}</section>`;
}

function resourcesHtml(
  { resources, moreResources, onlyPeers, peers }: AccountHabits,
  before: string,
): string {
  const room = namesStyle(resources.map(({ res }) => res));
  const rows = resources.map((habit) => [
    `<td style="${CELL}${room}">${pickHtml('resource', habit.res)}${habit.before === 0 ? ' <b>first time</b>' : ''}</td>`,
    number(habit.before),
    number(habit.now),
    `<td style="${NUMBER}">${peers.length === 0 ? '' : `${habit.peers} of ${peers.length}`}</td>`,
  ]);
  const more = moreResources > 0 ? quiet(`and ${counted(moreResources, 'more resource')}`) : '';
  const missing = onlyPeers.map(({ res, peers: count }) => `${pickHtml('resource', res)} (${count})`);
  const only = missing.length > 0 ? quiet(`Only its peers use: ${missing.join(', ')}`) : '';
  const named = peers.slice(0, MOST_PEERS).map((peer) => pickHtml('account', peer));
  const others = peers.length > named.length ? ` and ${peers.length - named.length} more` : '';
  const beside = named.length > 0 ? quiet(`Its peers: ${named.join(', ')}${others}`) : '';
  return tableOf(['resource', before, 'in this log', 'peers'], rows) + more + only + beside;
}

function contextHtml({ name, values, more }: ContextHabit, before: string): string {
  const rows = values.map((habit) => [
    `<td style="${CELL}">${nameHtml(habit.value)}${habit.before === 0 ? ' <b>first time</b>' : ''}</td>`,
    number(habit.before),
    number(habit.now),
  ]);
  return (
    tableOf([name, before, 'in this log'], rows) +
    (more > 0 ? quiet(`and ${counted(more, 'more value')}`) : '')
  );
}

function historyInWords({ since, mornings, risk }: History): string {
  if (mornings <= 1) return 'It had no alert that is still open.';
  const from = since === null ? '' : ` since ${isoDay(since)}`;
  return `It had alerts on ${mornings} mornings${from}, this one among them. Its risk is ${Math.round(risk)} of 100.`;
}

function eventsHtml(events: readonly ShownEvent[]): string {
  if (events.length === 0) return '<p style="margin:4px 0">No events were found.</p>';
  const rows = events.map(({ time, res, place, text }) =>
    [time, res, place, text].map((cell) => `<td style="${CELL}">${nameHtml(cell)}</td>`),
  );
  return tableOf(['time', 'resource', 'where', 'event'], rows);
}

/** A table of rows of cells, these as HTML. */
function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return smallTable(
    heads,
    rows.map((cells) => `<tr>${cells.join('')}</tr>`),
  );
}

function number(value: number): string {
  return `<td style="${NUMBER}">${escapeHtml(grouped(Math.round(value)))}</td>`;
}

function quiet(html: string): string {
  return `<p style="${QUIET};max-width:32em">${html}</p>`;
}
