import { HOURS, isWeekend } from '../../accesses/contexts.js';
import { lowerBound } from '../../base/numbers/lowerBound.js';
import { countOf, usersOfValues } from '../context/contextCounts.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import type { TimeState } from '../score/TimeState.js';

/** What is known about a context's value in an access. */
export interface ContextFact {
  name: string;
  /** The hour in UTC, if the context is the hour. */
  hour: { hour: number; isWeekend: boolean } | null;
  /** The value as it is, an hour as 03:00. */
  value: string;
  /** The term of the evidence, in nats. */
  term: number;
  /**
   * On how many days the user had the value; for an hour, was seen within an hour of it on days of its kind.
   */
  userDays: number;
  /**
   * Out of how many: the user's days with a value; for an hour, all days of its kind (weekdays or weekends).
   */
  ofDays: number;
  /** The same, including days without a known value. */
  allDays: number;
  /** How many other users have the value, and how many other users the tenant has. */
  others: number;
  ofOthers: number;
  /** How many of the nearest peers have the value. */
  peers: number;
  ofPeers: number;
}

/** An access and its contexts, by the model's ids. */
interface AskedContext {
  tenant: number;
  user: number;
  /** Each context's value, by its id: -1 if it is missing, `UNKNOWN_VALUE` if it was never seen. */
  values: readonly number[];
  /** The values as the table has them; not used for hours. */
  names: readonly string[];
  terms: readonly number[];
}

/** Finds what is known about the contexts of accesses; a missing value has no fact. */
export function contextFacts(
  { counts, tenants }: EvidenceState,
  time: TimeState,
  nearest: (user: number) => { row: Int32Array },
): (asked: AskedContext) => ContextFact[] {
  const usersWith = time.contexts.map(({ counts, values }) => usersOfValues(counts.byUser, values.size));
  const daysAt = hourDays(counts.byUser.starts, time);
  const daysOf = knownDays(counts.byUser.starts, time);
  return ({ tenant, user, values, names, terms }) => {
    if (tenant < 0) return [];
    const ofOthers = tenants[tenant].sizes.users - (user >= 0 ? 1 : 0);
    const peers = user >= 0 ? nearest(user).row : new Int32Array();
    return time.contexts.flatMap((context, c): ContextFact[] => {
      const value = values[c];
      if (value === -1) return [];
      const { byUser, days } = context.counts;
      const has = (someone: number) => value >= 0 && countOf(byUser, someone, value) > 0;
      const own = user >= 0 && has(user);
      const slot = value - context.values.starts[tenant];
      const hour = context.isHour ? { hour: slot % (HOURS / 2), isWeekend: slot >= HOURS / 2 } : null;
      const known = hour === null ? null : daysAt(user, c, hour.hour, hour.isWeekend);
      return [
        {
          name: context.name,
          hour,
          value: hour === null ? names[c] : `${String(hour.hour).padStart(2, '0')}:00`,
          term: terms[c],
          userDays: known?.within ?? (own ? countOf(byUser, user, value) : 0),
          ofDays: known?.ofDays ?? (user >= 0 ? days[user] : 0),
          allDays: known?.allDays ?? daysOf(user),
          others: (value >= 0 ? usersWith[c][value] : 0) - (own ? 1 : 0),
          ofOthers,
          peers: peers.filter(has).length,
          ofPeers: peers.length,
        },
      ];
    });
  };
}

/** Counts the days of a user from the log itself: one day may have several hours. */
function hourDays(userStarts: Int32Array, time: TimeState) {
  const { records } = time;
  return (user: number, context: number, hour: number, weekend: boolean) => {
    const [all, known, within] = [new Set<number>(), new Set<number>(), new Set<number>()];
    const { begin, end } = recordsOf(user, userStarts, time);
    for (let n = begin; n < end; n++) {
      const value = records.values[context][n];
      if (isWeekend(records.day[n]) !== weekend) continue;
      all.add(records.day[n]);
      if (value < 0) continue;
      known.add(records.day[n]);
      const distance = Math.abs((value % (HOURS / 2)) - hour);
      if (Math.min(distance, HOURS / 2 - distance) <= 1) within.add(records.day[n]);
    }
    return { within: within.size, ofDays: known.size, allDays: all.size };
  };
}

/** On how many days a user was seen. */
function knownDays(userStarts: Int32Array, time: TimeState): (user: number) => number {
  const known = new Map<number, number>();
  return (user) => {
    const before = known.get(user);
    if (before !== undefined) return before;
    const { begin, end } = recordsOf(user, userStarts, time);
    const count = new Set(time.records.day.subarray(begin, end)).size;
    known.set(user, count);
    return count;
  };
}

/** The range of a user's records; empty for an unknown user. */
function recordsOf(user: number, userStarts: Int32Array, { records: { pair } }: TimeState) {
  if (user < 0) return { begin: 0, end: 0 };
  const begin = lowerBound(pair, userStarts[user]);
  return { begin, end: lowerBound(pair, userStarts[user + 1], begin) };
}
