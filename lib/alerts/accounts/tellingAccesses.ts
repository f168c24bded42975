import type { Vector } from 'apache-arrow';
import { likelihoodColOf } from '../../accesses/columns.js';
import { timesOf } from '../../accesses/sums.js';
import { DAY_MS } from '../../base/checks/span.js';
import { gather } from '../../base/numbers/gather.js';
import { isoDay } from '../../base/text/isoDay.js';
import { explanationOf } from '../../evidence/explain/explanationOf.js';
import { detailsOf } from '../../tables/tableContexts.js';
import { type AlertKind, alertKind } from '../alertKind.js';
import { contextValues } from '../contextColumns.js';
import type { JudgedAccesses } from '../judgedAccesses.js';
import type { JudgedAccount } from './judgeAccounts.js';
import type { watchedBy } from './watchlist.js';

/** One of the most telling accesses of an account with an alert, as in the alerts' column `telling`. */
export interface TellingAccess {
  res: string;
  kind: AlertKind;
  evidence: number;
  /** `p_next`: how often a normal access has as much evidence. */
  p_value: number;
  intruder: string | null;
  reason: string;
  /**
   * How often: the sum of the table's counts, null if that isn't a whole number; without such a column each
   * row counts 1. This, the times and the details cover all rows of the access; if the account made the
   * access before, only rows with evidence above 0.
   */
  count: number | null;
  /** When it was seen first and last in this log, ISO 8601 in UTC; null if unknown. */
  first: string | null;
  last: string | null;
  /** How many other users were seen at the resource, out of how many others. */
  users_with_access: number;
  users: number;
  /** The values of the most telling context. */
  contexts: Record<string, string | number | null>;
  /**
   * The values of each detail, such as the operation, with how often each occurred, the most frequent first.
   */
  details: Record<string, [value: string, count: number][]>;
  /** The watchlist's labels of the resource. */
  labels: string[];
}

/** How many accesses of an account are listed at most; those that say nothing aren't. */
const MOST_TOLD = 10;
/** How many values of a detail are listed. */
const MOST_VALUES = 5;

/** The accesses of an account that are listed, the most telling first; at least one. */
export function toldAccesses({ scores, telling }: JudgedAccesses, account: JudgedAccount): Int32Array {
  const { cells, rows } = scores;
  const tells = (access: number) => cells.likelihood[access] === 0 || rows.evidence[telling[access]] > 0;
  const told = account.accesses.filter((access, n) => n === 0 || tells(access));
  return told.subarray(0, MOST_TOLD);
}

/** What is said about an account: its telling accesses, and the contexts of the most telling one. */
export interface ToldAccount {
  accesses: TellingAccess[];
  /** How many more accesses there are. */
  more: number;
  /** Sentences on the contexts of the most telling access. */
  contexts: string[];
}

/** Tells the accesses of some accounts. */
export function tellAccounts(
  judged: JudgedAccesses,
  accounts: readonly JudgedAccount[],
  watched: ReturnType<typeof watchedBy>,
): ToldAccount[] {
  const { state, accesses, scores, telling, p } = judged;
  const { table } = accesses;
  const told = accounts.map((account) => toldAccesses(judged, account));
  const all = told.flatMap((each) => [...each]);
  const rows = gather(telling, Int32Array.from(all));
  const { reasons, evidence, found, intruders, contextSentences } = explanationOf(state, accesses, rows);
  const tableRows = tellingRowsOf(judged, all);
  const contexts = contextValues(state, table, gather(scores.rows.firstRow, rows));
  const details = detailsOf(table).map((name) => ({ name, column: table.getChild(name)! }));
  const counts = likelihoodColOf(table, state.params.likelihoodCol);
  const countOf = countsIn(counts === null ? null : table.getChild(counts));
  const placeOf = new Int32Array(table.numRows).fill(-1);
  for (const [at, own] of tableRows.entries()) for (const row of own) placeOf[row] = at;
  const times = timesOf(table, placeOf, all.length);
  let place = 0;
  return accounts.map((account, a): ToldAccount => {
    const start = place;
    const own = Array.from(told[a], (access): TellingAccess => {
      const at = place++;
      const { tenant, res } = accesses.namesIn(accesses.distinct.firstRow[access]);
      const ofTable = tableRows[at];
      return {
        res,
        kind: alertKind(scores.cells, access),
        evidence: evidence[at],
        p_value: p[rows[at]],
        intruder: intruders[at],
        reason: reasons[at],
        count: countOf(ofTable),
        first: isoOf(times.first[at]),
        last: isoOf(times.last[at]),
        users_with_access: found.usersWithAccess[at],
        users: found.users[at],
        contexts: Object.fromEntries(
          contexts.map(({ name, kind, values }) => [name, kind === 'day' ? dayOf(values[at]) : values[at]]),
        ),
        details: Object.fromEntries(
          details.map(({ name, column }) => [name, valuesIn(column, ofTable, countOf)]),
        ),
        labels: watched.res(tenant, res),
      };
    });
    return { accesses: own, more: account.accesses.length - own.length, contexts: contextSentences[start] };
  });
}

/**
 * The table's rows of some accesses. For accesses that the account made before, only the odd rows: what the
 * owner did from the usual address isn't what a thief did.
 */
function tellingRowsOf({ accesses, scores }: JudgedAccesses, wanted: readonly number[]): number[][] {
  const found = wanted.map((): number[] => []);
  const placeOf = new Int32Array(accesses.size).fill(-1);
  for (const [at, access] of wanted.entries()) placeOf[access] = at;
  accesses.distinct.accessOf.forEach((access, row) => {
    if (placeOf[access] >= 0) found[placeOf[access]].push(row);
  });
  const { cells, rows } = scores;
  return found.map((own, at) => {
    if (cells.likelihood[wanted[at]] === 0) return own;
    const odd = own.filter((row) => rows.evidence[rows.rowOf[row]] > 0);
    return odd.length > 0 ? odd : own;
  });
}

/** The sum of a column of counts; null if it isn't a whole number. Without a column each row counts 1. */
function countsIn(column: Vector | null): (rows: readonly number[]) => number | null {
  return (rows) => {
    if (column === null) return rows.length;
    const sum = rows.reduce((total, row) => total + Number(column.get(row) ?? Number.NaN), 0);
    return Number.isInteger(sum) ? sum : null;
  };
}

/** A detail's values, and how often each was seen. */
function valuesIn(
  column: Vector,
  rows: readonly number[],
  countOf: (rows: readonly number[]) => number | null,
): [value: string, count: number][] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = column.get(row);
    if (value === null) continue;
    counts.set(String(value), (counts.get(String(value)) ?? 0) + (countOf([row]) ?? 1));
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MOST_VALUES);
}

function isoOf(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

function dayOf(day: number | string | null): string | null {
  return day === null ? null : isoDay(Number(day) * DAY_MS);
}
