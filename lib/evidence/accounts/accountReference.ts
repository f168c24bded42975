import type { Table } from 'apache-arrow';
import { accessesOf } from '../../accesses/Accesses.js';
import { type AccessLog, readLog } from '../../accesses/accessLog.js';
import { isWeekend } from '../../accesses/contexts.js';
import type { Entities } from '../../accesses/entities.js';
import { sum } from '../../base/numbers/sum.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import type { TimeState } from '../score/TimeState.js';
import { joinLogs } from '../time/joinLogs.js';
import { restrictLog } from '../time/keepRecords.js';
import { logOfModel } from '../time/logOfModel.js';
import { pairDaysOf, tenantDays } from '../time/windows.js';
import { expectedNovelty, fitNovelty, type Novelty, noveltyTail } from './negativeBinomial.js';
import { userDays, type WindowAccounts, windowAccounts } from './windowAccounts.js';

/** Accounts that were seen on fewer days are newcomers: they are still being learned. */
export const LEARNING_DAYS = 5;

/** Fewer accounts of working days, or of weekends, say less than all of them. */
const ENOUGH_ALIKE = 30;

/** How many windows of an account weigh as much as what is usual for all. */
const USUAL_WINDOWS = 3;

/** What one kind of accounts, known ones or newcomers, did in the windows. */
export interface KindReference {
  /** How much more evidence than usual each had, ascending; of newcomers, see `newcomerEvidence`. */
  above: Float64Array;
  /** How many of the kind are active in a window, on average. */
  active: number;
}

/** What normal accounts of a tenant do in a window. README.md, "Accounts". */
export interface AccountReference {
  known: KindReference;
  newcomers: KindReference;
  /** The most evidence above the usual that a known account had in any window. */
  most: number;
  /** The mean evidence of all accounts in all windows. */
  usual: number;
  novelty: Novelty;
  /** How rare the first-time accesses of each known account were, ascending. */
  noveltyTails: Float64Array;
  /** By how many accounts each new resource was used in its first window, ascending. */
  newResources: Int32Array;
  /** How many windows there are, and how many days long they are together. */
  windows: number;
  days: number;
}

/** What is known of accounts, in windows of a length. */
export interface AccountReferences {
  /** Days of a window. */
  horizon: number;
  /** All accounts: those of the model, and those of which all waits. */
  users: Entities;
  /** By the tenant's position; null: it has no window. */
  tenants: (AccountReference | null)[];
  /** Of each of these users: in how many windows, with what evidence in all, with how many first-time accesses. */
  windowsOf: Int32Array;
  evidenceOf: Float64Array;
  novelOf: Float64Array;
  /** On how many days each was seen. */
  daysOf: Int32Array;
}

/** How long the time of a table is. */
export interface TableTime {
  /** In whole days. */
  days: number;
  /** Of a single day, where it is known: whether it is a Saturday or a Sunday. */
  isWeekend: boolean | null;
}

interface JudgedLog {
  log: AccessLog;
  byHorizon: Map<number, WindowAccounts[]>;
}

const judged = new WeakMap<EvidenceState, WeakMap<object, JudgedLog>>();

/**
 * The reference for accounts in a table of some days: what they did in windows of that length, by what was
 * known before. Windows are judged once for a model, what waits, and a length.
 *
 * @param waiting accesses that were held back and are taken for normal until somebody judges them: what is
 *   new would else be rarer from morning to morning
 */
export function accountReferences(
  state: EvidenceState,
  time: TimeState,
  table: TableTime,
  waiting: Table | null = null,
): AccountReferences {
  const known = judged.get(state) ?? new WeakMap<object, JudgedLog>();
  judged.set(state, known);
  const key = waiting ?? state;
  const { log, byHorizon } = known.get(key) ?? { log: logWith(state, time, waiting), byHorizon: new Map() };
  known.set(key, { log, byHorizon });
  const windows = byHorizon.get(table.days) ?? windowAccounts(state, log, table.days);
  byHorizon.set(table.days, windows);
  return referencesOf(log, windows, table);
}

/** A model's log and what waits, of its tenants. */
function logWith(state: EvidenceState, time: TimeState, waiting: Table | null): AccessLog {
  const log = logOfModel(state.counts, time);
  const { params } = state;
  if (waiting === null || waiting.numRows === 0) return log;
  const added = readLog(accessesOf(waiting, params), { ...params, dayCol: params.dayCol! });
  const known = new Set(log.users.tenants);
  const own = restrictLog(added, known);
  return own.records.pair.length === 0 ? log : joinLogs(log, own);
}

function referencesOf(
  log: AccessLog,
  windows: readonly WindowAccounts[],
  table: TableTime,
): AccountReferences {
  const { users } = log;
  const [windowsOf, evidenceOf, novelOf] = [
    new Int32Array(users.size),
    new Float64Array(users.size),
    new Float64Array(users.size),
  ];
  for (const { user, evidence, novel } of windows) {
    user.forEach((id, n) => {
      windowsOf[id]++;
      evidenceOf[id] += evidence[n];
      novelOf[id] += novel[n];
    });
  }
  const days = pairDaysOf(log);
  const { end } = tenantDays(log, days);
  const of = { windowsOf, evidenceOf, novelOf };
  return {
    ...of,
    users,
    horizon: table.days,
    daysOf: Int32Array.from(userDays(log, days), ({ length }) => length),
    tenants: users.tenants.map((_, t) => tenantReference(windows, t, end[t], table, of)),
  };
}

type OfUsers = Pick<AccountReferences, 'windowsOf' | 'evidenceOf' | 'novelOf'>;

interface AccountInWindow {
  /** Whether the window is of the table's kind: see `isAlike`. */
  isAlike: boolean;
  user: number;
  evidence: number;
  accesses: number;
  novel: number;
  isKnown: boolean;
}

function tenantReference(
  all: readonly WindowAccounts[],
  tenant: number,
  end: number,
  table: TableTime,
  { windowsOf, evidenceOf, novelOf }: OfUsers,
): AccountReference | null {
  const windows = all.filter(({ window: { from, to } }) => from[tenant] < to[tenant]);
  if (windows.length === 0) return null;
  const days = end - windows.reduce((least, { window }) => Math.min(least, window.from[tenant]), end);
  const accounts = windows.flatMap(({ window, user, tenant: of, ...own }) => {
    const alike = isAlike(table, window.from[tenant]);
    return Array.from(user, (id, n): AccountInWindow[] => {
      if (of[n] !== tenant) return [];
      const isKnown = own.daysBefore[n] >= LEARNING_DAYS;
      const [evidence, accesses, novel] = [own.evidence[n], own.accesses[n], own.novel[n]];
      return [{ user: id, evidence, accesses, novel, isKnown, isAlike: alike }];
    }).flat();
  });
  if (accounts.length === 0) return null;
  const usual = sum(accounts.map(({ evidence }) => evidence)) / accounts.length;
  // Without the window itself.
  const above = ({ user, evidence }: AccountInWindow) =>
    evidence - usualOf(usual, evidenceOf[user] - evidence, windowsOf[user] - 1);
  const perWindow = (count: number) => (count * table.days) / days;
  const regulars = accounts.filter(({ isKnown }) => isKnown);
  const alike = regulars.filter(({ isAlike }) => isAlike);
  const news = accounts.filter(({ isKnown }) => !isKnown);
  const counts = regulars.map(({ user, novel }) => ({
    novel,
    others: novelOf[user] - novel,
    windows: windowsOf[user] - 1,
  }));
  const novelty = fitNovelty(counts);
  const tails = counts.map(({ novel, others, windows: n }) =>
    noveltyTail(novel, expectedNovelty(novelty, others, n), novelty.dispersion),
  );
  const aboveOf = regulars.map(above);
  return {
    most: aboveOf.reduce((a, b) => Math.max(a, b), 0),
    known: {
      above: Float64Array.from(alike.length < ENOUGH_ALIKE ? regulars : alike, above).sort(),
      active: perWindow(regulars.length),
    },
    newcomers: {
      above: Float64Array.from(news, ({ evidence, accesses }) => newcomerEvidence(evidence, accesses)).sort(),
      active: perWindow(news.length),
    },
    usual,
    novelty,
    noveltyTails: Float64Array.from(tails).sort(),
    newResources: Int32Array.from(
      windows.flatMap((window) => window.newResources.filter((res) => res.tenant === tenant)),
      ({ users }) => users,
    ).sort(),
    windows: windows.length,
    days,
  };
}

/** A single day is compared with working days where it is one, else with weekends; see README.md, "Accounts". */
function isAlike(table: TableTime, day: number): boolean {
  return table.days > 1 || table.isWeekend === null || isWeekend(day) === table.isWeekend;
}

/**
 * What a newcomer is measured by: ln of the mean of its accesses' likelihood ratios, not of their sum. Who is new
 * touches much for the first time, and how much says little.
 */
export function newcomerEvidence(evidence: number, accesses: number): number {
  return evidence - Math.log(accesses);
}

/** What an account's evidence usually is: the mean of its windows, shrunk to that of all. */
export function usualOf(all: number, evidence: number, windows: number): number {
  return (evidence + USUAL_WINDOWS * all) / (windows + USUAL_WINDOWS);
}
