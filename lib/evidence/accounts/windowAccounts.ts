import type { AccessLog } from '../../accesses/accessLog.js';
import { startsOf } from '../../base/numbers/startsOf.js';
import { countContext } from '../context/contextCounts.js';
import { contextRatios, tellApart } from '../context/contextTerms.js';
import { sightingsOf } from '../context/sightings.js';
import type { Cells } from '../score/cells.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import type { WindowDays } from '../score/TimeState.js';
import { weigh } from '../score/weigh.js';
import { evidenceOf } from '../time/calibrateForward.js';
import { foreseeNow } from '../time/foresee.js';
import { windowRows } from '../time/windowRows.js';
import { accessesOfWindows, lastWindows, type PairDays, pairDaysOf } from '../time/windows.js';
import { sumOfRatios } from './sumOfRatios.js';

/** What accounts did in a window, judged by what was known before it: the reference for accounts. */
export interface WindowAccounts {
  /** The days of each tenant; if `from` equals `to`, it has none here. */
  window: WindowDays;
  /** Ids of the log's users, and their tenants. */
  user: Int32Array;
  tenant: Int32Array;
  /** For each account, ln of the sum of its accesses' likelihood ratios. */
  evidence: Float64Array;
  /** The distinct accesses of each account. */
  accesses: Int32Array;
  /** The first-time accesses of each account: those that it didn't make before the window. */
  novel: Int32Array;
  /** The same for accesses that the model has learned, not those that wait; -Infinity if there are none. */
  learnedEvidence: Float64Array;
  learnedNovel: Int32Array;
  /** On how many days the account was seen before the window. */
  daysBefore: Int32Array;
  /** For each resource that nobody used before the window: its tenant, and how many accounts use it now. */
  newResources: { tenant: number; users: number }[];
}

/** This many accesses are enough to compare with: earlier windows are left out. */
const ENOUGH = 2 ** 20;

/**
 * Judges the last windows of a log, the latest first; each is at least `horizon` days long.
 *
 * @param log the log of a model's tenants
 * @param isLearned 1 for each of the log's accesses that the model has learned; null: all are
 * @param days those of the log
 */
export function windowAccounts(
  state: EvidenceState,
  log: AccessLog,
  horizon: number,
  isLearned: Uint8Array | null = null,
  days: LogDays = daysOf(log),
): WindowAccounts[] {
  const recordStarts = startsOf(log.records.pair, log.user.length);
  const sightings = log.contexts.map((_, c) => sightingsOf(log, c));
  const windows = lastWindows(log, days.ofPair, horizon, ENOUGH);
  const pairs = accessesOfWindows(log, days.ofPair, windows);
  return windows.map((window, w): WindowAccounts => {
    const pair = pairs[w];
    const { cells, parts, sizes } = foreseeNow(log, days.ofPair, window, pair, state.params.threads);
    const asked = { ...window, pair, isReference: new Uint8Array(pair.length).fill(1) };
    const rows = windowRows(log, recordStarts, asked);
    const before = state.tenants.map((tenant, t) => ({ ...tenant, sizes: sizes[t] }));
    const weights = weigh(cells, parts, (cell) => before[cells.tenant[cell]], state.params);
    const ratios = log.contexts.map((context, c) => {
      const counts = countContext(log, c, sightings[c], window.from);
      const mixtureOf = (t: number) => state.tenants[t].contexts[c].mixture;
      return contextRatios(context, counts, { ...rows, value: rows.values[c] }, mixtureOf);
    });
    const learned = state.tenants.map(({ contexts }) => contexts);
    const evidence = evidenceOf({ rows, weights, ratios }, learned, learned.map(tellApart));
    const most = new Float64Array(pair.length).fill(Number.NEGATIVE_INFINITY);
    rows.cellOf.forEach((cell, row) => {
      most[cell] = Math.max(most[cell], evidence[row]);
    });
    return {
      ...accountsOf(log, window, { pair, evidence: most, seen: cells.likelihood, isLearned }, days.ofUser),
      newResources: newResourcesOf(log, pair, cells),
    };
  });
}

/** The days on which accounts, and accesses, were seen in a log. */
export interface LogDays {
  ofPair: PairDays;
  /** The days of each user, ascending. */
  ofUser: Int32Array[];
}

export function daysOf(log: AccessLog): LogDays {
  const ofPair = pairDaysOf(log);
  const found = Array.from({ length: log.users.size }, () => new Set<number>());
  ofPair.pair.forEach((pair, n) => {
    found[log.user[pair]].add(ofPair.day[n]);
  });
  return { ofPair, ofUser: found.map((each) => Int32Array.from(each).sort()) };
}

/** The distinct accesses of a window, ascending. */
interface WindowAccesses {
  pair: Int32Array;
  /** The greatest evidence of each access over its contexts. */
  evidence: Float64Array;
  /** How often each was seen before the window. */
  seen: Float64Array;
  isLearned: Uint8Array | null;
}

function newResourcesOf({ res, resources }: AccessLog, pair: Int32Array, cells: Cells) {
  const tenantOf = resources.tenantOfEach();
  const users = new Map<number, number>();
  pair.forEach((each, cell) => {
    if (cells.res[cell] < 0) users.set(res[each], (users.get(res[each]) ?? 0) + 1);
  });
  return Array.from(users, ([id, count]) => ({ tenant: tenantOf[id], users: count }));
}

function accountsOf(
  { user, users }: AccessLog,
  window: WindowDays,
  { pair, evidence, seen, isLearned }: WindowAccesses,
  daysOfUser: readonly Int32Array[],
): Omit<WindowAccounts, 'newResources'> {
  const tenantOf = users.tenantOfEach();
  // Accesses are sorted by user.
  const ofUser = pair.map((each) => user[each]);
  const firsts = Int32Array.from(ofUser.keys()).filter((n) => n === 0 || ofUser[n] !== ofUser[n - 1]);
  const accounts = firsts.map((n) => ofUser[n]);
  const of = (at: number) => [firsts[at], firsts[at + 1] ?? pair.length] as const;
  const novel = (at: number) => seen.subarray(...of(at)).reduce((sum, n) => sum + (n === 0 ? 1 : 0), 0);
  const places = Int32Array.from(accounts.keys());
  const sums = Float64Array.from(places, (at) => sumOfRatios(evidence.subarray(...of(at))));
  const novels = places.map(novel);
  const learnedOf = (at: number) => {
    const [first, end] = of(at);
    return Array.from({ length: end - first }, (_, n) => first + n).filter((n) => isLearned![pair[n]] === 1);
  };
  const learned =
    isLearned === null
      ? { learnedEvidence: sums, learnedNovel: novels }
      : {
          learnedEvidence: Float64Array.from(places, (at) =>
            sumOfRatios(Float64Array.from(learnedOf(at), (n) => evidence[n])),
          ),
          learnedNovel: places.map((at) => learnedOf(at).filter((n) => seen[n] === 0).length),
        };
  return {
    ...{ window, ...learned },
    user: accounts,
    tenant: accounts.map((each) => tenantOf[each]),
    evidence: sums,
    accesses: places.map((at) => of(at)[1] - of(at)[0]),
    novel: novels,
    daysBefore: accounts.map(
      (each) => daysOfUser[each].filter((day) => day < window.from[tenantOf[each]]).length,
    ),
  };
}
