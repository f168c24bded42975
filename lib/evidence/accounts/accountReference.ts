import type { Table } from 'apache-arrow';
import { accessesOf } from '../../accesses/Accesses.js';
import { type AccessLog, readLog } from '../../accesses/accessLog.js';
import { isWeekend } from '../../accesses/contexts.js';
import { type Entities, renumber } from '../../accesses/entities.js';
import { lowerBound } from '../../base/numbers/lowerBound.js';
import { startsOf } from '../../base/numbers/startsOf.js';
import { sum } from '../../base/numbers/sum.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import type { TimeState } from '../score/TimeState.js';
import { joinLogs } from '../time/joinLogs.js';
import { restrictLog } from '../time/keepRecords.js';
import { logOfModel } from '../time/logOfModel.js';
import { mainDays } from '../time/windows.js';
import { expectedNovelty, fitNovelty, type Novelty, noveltyTail } from './negativeBinomial.js';
import { daysOf, type LogDays, type WindowAccounts, windowAccounts } from './windowAccounts.js';

/** Accounts that were seen on fewer days are newcomers: they are still being learned. */
export const LEARNING_DAYS = 5;

/** With fewer accounts on working days, or on weekends, all days are compared with instead. */
const ENOUGH_ALIKE = 30;

/** How many windows of an account weigh as much as the mean of all. */
const USUAL_WINDOWS = 3;

/** What one kind of accounts, known ones or newcomers, did in the windows. */
export interface KindReference {
  /** How much more evidence than usual each had, ascending; for newcomers see `newcomerEvidence`. */
  above: Float64Array;
  /** How many accounts of the kind are active in a window, on average. */
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
  /** How many accounts used each new resource in its first window, ascending. */
  newResources: Int32Array;
  /** The days of all windows together. */
  days: number;
}

/** What accounts did in windows of one length. */
export interface AccountReferences {
  /** Days of a window. */
  horizon: number;
  /** All accounts: those of the model, and those whose accesses all wait. */
  users: Entities;
  /** All resources, likewise. */
  resources: Entities;
  /** By the tenant's position; null: it has no window. */
  tenants: (AccountReference | null)[];
  /** For each account: the number of its windows, and their evidence and first-time accesses in all. */
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
  /** For a single known day: whether it is a Saturday or a Sunday. */
  isWeekend: boolean | null;
}

interface JudgedLog {
  log: AccessLog;
  days: LogDays;
  /** 1 for each access that the model has learned; null: all are. */
  isLearned: Uint8Array | null;
  byHorizon: Map<number, WindowAccounts[]>;
  references: Map<string, AccountReferences>;
}

const judged = new WeakMap<EvidenceState, WeakMap<object, JudgedLog>>();

/**
 * The reference for accounts in a table of some days: what they did in windows of that length, judged by what
 * was known before. It is computed once for each model, waiting table and length.
 *
 * @param waiting accesses that were held back and count as normal until somebody judges them: otherwise new
 *   accesses would look rarer each morning. An account's own usual values leave them out
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
  const own = known.get(key) ?? judgedLog(logWith(state, time, waiting));
  known.set(key, own);
  const name = `${table.days} ${table.isWeekend}`;
  const before = own.references.get(name);
  if (before) return before;
  const { log, isLearned, days } = own;
  const windows = own.byHorizon.get(table.days) ?? windowAccounts(state, log, table.days, isLearned, days);
  own.byHorizon.set(table.days, windows);
  const found = referencesOf(own, windows, table);
  own.references.set(name, found);
  return found;
}

function judgedLog(own: Pick<JudgedLog, 'log' | 'isLearned'>): JudgedLog {
  return { ...own, days: daysOf(own.log), byHorizon: new Map(), references: new Map() };
}

/** A model's log with the waiting accesses of its tenants. */
function logWith(
  state: EvidenceState,
  time: TimeState,
  waiting: Table | null,
): Pick<JudgedLog, 'log' | 'isLearned'> {
  const log = logOfModel(state.counts, time);
  const { params } = state;
  if (waiting === null || waiting.numRows === 0) return { log, isLearned: null };
  const added = readLog(accessesOf(waiting, params), { ...params, dayCol: params.dayCol! });
  const known = new Set(log.users.tenants);
  const own = restrictLog(added, known);
  if (own.records.pair.length === 0) return { log, isLearned: null };
  const joined = joinLogs(log, own);
  const isLearned = new Uint8Array(joined.user.length);
  const [user, res] = [
    renumber(log.user, log.users, joined.users),
    renumber(log.res, log.resources, joined.resources),
  ];
  const starts = startsOf(joined.user, joined.users.size);
  // Accesses are sorted by user, then by resource.
  user.forEach((id, n) => {
    isLearned[lowerBound(joined.res, res[n], starts[id], starts[id + 1])] = 1;
  });
  return { log: joined, isLearned };
}

function referencesOf(
  { log, days }: JudgedLog,
  windows: readonly WindowAccounts[],
  table: TableTime,
): AccountReferences {
  const { users } = log;
  const [windowsOf, evidenceOf, novelOf] = [
    new Int32Array(users.size),
    new Float64Array(users.size),
    new Float64Array(users.size),
  ];
  const byTenant = users.tenants.map((): AccountInWindow[] => []);
  for (const { window, user, tenant, ...own } of windows) {
    const alike = users.tenants.map((_, t) => isAlike(table, window.from[t]));
    user.forEach((id, n) => {
      const hasLearned = own.learnedEvidence[n] > Number.NEGATIVE_INFINITY;
      if (hasLearned) {
        windowsOf[id]++;
        evidenceOf[id] += own.learnedEvidence[n];
        novelOf[id] += own.learnedNovel[n];
      }
      byTenant[tenant[n]].push({
        ...{ user: id, evidence: own.evidence[n], accesses: own.accesses[n], novel: own.novel[n] },
        learned: hasLearned ? { evidence: own.learnedEvidence[n], novel: own.learnedNovel[n] } : null,
        isKnown: own.daysBefore[n] >= LEARNING_DAYS,
        isAlike: alike[tenant[n]],
      });
    });
  }
  const newResources = users.tenants.map((): number[] => []);
  for (const window of windows)
    for (const res of window.newResources) newResources[res.tenant].push(res.users);
  const { end } = mainDays(log, days.ofPair);
  const of = { windowsOf, evidenceOf, novelOf };
  const tenants = users.tenants.map((_, t) => {
    if (byTenant[t].length === 0) return null;
    const first = windows.reduce(
      (least, { window: { from, to } }) => (from[t] < to[t] ? Math.min(least, from[t]) : least),
      end[t],
    );
    return {
      ...tenantReference(byTenant[t], end[t] - first, table, of),
      newResources: Int32Array.from(newResources[t]).sort(),
    };
  });
  return {
    ...of,
    ...{ users, resources: log.resources, horizon: table.days, tenants },
    daysOf: Int32Array.from(days.ofUser, ({ length }) => length),
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
  /** The part that the model has learned; null if nothing. */
  learned: { evidence: number; novel: number } | null;
  isKnown: boolean;
}

/** @param days from the first window to the end of the log */
function tenantReference(
  accounts: readonly AccountInWindow[],
  days: number,
  table: TableTime,
  { windowsOf, evidenceOf, novelOf }: OfUsers,
): Omit<AccountReference, 'newResources'> {
  const usual = sum(accounts.map(({ evidence }) => evidence)) / accounts.length;
  // Without the window itself.
  const others = ({ user, learned }: AccountInWindow) => ({
    evidence: evidenceOf[user] - (learned?.evidence ?? 0),
    novel: novelOf[user] - (learned?.novel ?? 0),
    windows: windowsOf[user] - (learned === null ? 0 : 1),
  });
  const above = (account: AccountInWindow) => {
    const { evidence, windows } = others(account);
    return account.evidence - usualOf(usual, evidence, windows);
  };
  const perWindow = (count: number) => (count * table.days) / days;
  const regulars = accounts.filter(({ isKnown }) => isKnown);
  const alike = regulars.filter((account) => account.isAlike);
  const news = accounts.filter(({ isKnown }) => !isKnown);
  const counts = regulars.map((account) => {
    const { novel, windows } = others(account);
    return { novel: account.novel, others: novel, windows };
  });
  const novelty = fitNovelty(counts);
  const tails = counts.map(({ novel, others: before, windows }) =>
    noveltyTail(novel, expectedNovelty(novelty, before, windows), novelty.dispersion),
  );
  return {
    most: regulars.map(above).reduce((a, b) => Math.max(a, b), 0),
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
    days,
  };
}

/** A working day is compared with working days, a day of a weekend with such; README.md, "Accounts". */
function isAlike(table: TableTime, day: number): boolean {
  return table.days > 1 || table.isWeekend === null || isWeekend(day) === table.isWeekend;
}

/**
 * The measure of a newcomer: ln of the mean of its accesses' likelihood ratios, not of their sum. A
 * newcomer touches much for the first time, and how much says little.
 */
export function newcomerEvidence(evidence: number, accesses: number): number {
  return evidence - Math.log(accesses);
}

/** What an account's evidence usually is: the mean of its windows, shrunk to that of all. */
export function usualOf(all: number, evidence: number, windows: number): number {
  return (evidence + USUAL_WINDOWS * all) / (windows + USUAL_WINDOWS);
}
