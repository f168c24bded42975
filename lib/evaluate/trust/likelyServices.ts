import type { Table } from 'apache-arrow';
import { hourOfValue, isWeekend } from '../../accesses/contexts.js';
import { lowerBound } from '../../base/numbers/lowerBound.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../../evidence/AccessEvidenceModel.js';
import { degree } from '../../evidence/counts/counts.js';
import { broadUsers } from '../../evidence/explain/nearestPeers.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import type { TimeState } from '../../evidence/score/TimeState.js';
import { isTenantOfPersons } from '../../logs/profiles/accountTenants.js';
import { dictionaryColumn } from '../../tables/dictionaryColumn.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';

/** A log with fewer days can't tell. */
const LEAST_DAYS = 14;
/** Fewer weekend days can't tell a machine from a person. */
const LEAST_WEEKEND_DAYS = 4;
/** A machine is active on nearly all days, also at weekends. */
const MOST_DAYS = 0.9;
/** Around the clock: no person is awake for as many of the 24 hours. */
const LEAST_HOURS = 20;
/** The same every day: consecutive days share this much, with at least this many resources a day. */
const LEAST_REGULARITY = 0.9;
const LEAST_RESOURCES = 5;
/** How many of the three signs are needed. */
const LEAST_SIGNS = 2;

/** The signs of a service account. */
export interface ServiceSigns {
  /** Its position among the users of the model. */
  user: number;
  days: number;
  ofDays: number;
  weekendDays: number;
  ofWeekendDays: number;
  /** The number of hours out of 24; null if none is known. */
  hours: number | null;
  resources: number;
  ofResources: number;
  /** The mean Jaccard index of the resources of two consecutive days, in [0, 1]. */
  regularity: number;
}

/**
 * Accounts that behave like service accounts, for a person to check: nothing is decided by it. An account is
 * proposed if it was active on at least nine of ten days of its tenant's log, and of its weekend days, and
 * has two of three signs:
 *
 * - around the clock: it was seen at 20 hours of the day or more;
 * - breadth: it has more than half of the tenant's resources, and twice as many as the median account;
 * - the same every day: two consecutive days share nine tenths of their resources (the mean Jaccard index),
 *   with five or more a day.
 *
 * The log needs 14 days. If it has fewer than four weekend days, one of the signs must be the clock. A person
 * who works office hours is never proposed.
 *
 * @returns a row for each account, by tenant and name: tenant, user; `days` of `of_days` of the tenant's log;
 *   `weekend_share`, the share of its days at weekends; `hours` of 24 (null if none is known); `resources` of
 *   `of_resources` of the tenant; `regularity`, that mean index. No rows for a model without days
 * @throws TypeError if there is no model of evidence
 *
 * @example
 * show(likelyServices(model));
 */
export function likelyServices(model: AccessEvidenceModel): Table {
  const state = evidenceStateOf(model, 'model');
  const { counts, params } = state;
  const found = serviceSigns(state);
  const tenantOf = counts.users.tenantOfEach();
  const ints = (of: (signs: ServiceSigns) => number) => makeColumn.int32(Int32Array.from(found, of));
  const users = Int32Array.from(found, ({ user }) => user);
  return tableFromVectors([
    [
      params.tenantCol,
      dictionaryColumn(
        users.map((user) => tenantOf[user]),
        counts.users.tenants,
      ),
    ],
    [params.userCol, dictionaryColumn(users, counts.users.names)],
    ['days', ints(({ days }) => days)],
    ['of_days', ints(({ ofDays }) => ofDays)],
    ['weekend_share', makeColumn.float64(found.map(({ weekendDays, days }) => weekendDays / days))],
    ['hours', makeColumn.float64(found.map(({ hours }) => hours))],
    ['resources', ints(({ resources }) => resources)],
    ['of_resources', ints(({ ofResources }) => ofResources)],
    ['regularity', makeColumn.float64(found.map(({ regularity }) => regularity))],
  ]);
}

/** The proposed accounts, by tenant and name. */
export function serviceSigns({ counts, time }: EvidenceState): ServiceSigns[] {
  if (time === null) return [];
  const { users, resources, byUser } = counts;
  const isBroad = broadUsers(counts);
  const found: ServiceSigns[] = [];
  for (let t = 0; t < users.tenants.length; t++) {
    // Other tenants hold no persons.
    if (!isTenantOfPersons(users.tenants[t])) continue;
    const [from, to] = [users.starts[t], users.starts[t + 1]];
    const log = daysOf(time, recordsOf(time, byUser.starts[from], byUser.starts[to]));
    if (log.all < LEAST_DAYS) continue;
    for (let user = from; user < to; user++) {
      const records = recordsOf(time, byUser.starts[user], byUser.starts[user + 1]);
      // Most accounts have fewer records than the days that are needed.
      if (records.end - records.begin < MOST_DAYS * log.all) continue;
      const own = daysOf(time, records);
      if (own.all < MOST_DAYS * log.all || own.weekend < MOST_DAYS * log.weekend) continue;
      const hours = hoursOf(time, records);
      const daily = dailyOf(time, records);
      const isAroundTheClock = (hours ?? 0) >= LEAST_HOURS;
      const isRegular = daily.regularity >= LEAST_REGULARITY && daily.resources >= LEAST_RESOURCES;
      const signs = [isAroundTheClock, isBroad[user] === 1, isRegular].filter(Boolean).length;
      const tellsWeekends = log.weekend >= LEAST_WEEKEND_DAYS;
      if (signs < LEAST_SIGNS || !(tellsWeekends || isAroundTheClock)) continue;
      found.push({
        user,
        days: own.all,
        ofDays: log.all,
        weekendDays: own.weekend,
        ofWeekendDays: log.weekend,
        hours,
        resources: degree(byUser, user),
        ofResources: resources.starts[t + 1] - resources.starts[t],
        regularity: daily.regularity,
      });
    }
  }
  return found;
}

/** A range of records: from `begin` to before `end`. */
interface Range {
  begin: number;
  end: number;
}

/** The records of accesses `first` to before `last` of the list. */
function recordsOf({ records: { pair } }: TimeState, first: number, last: number): Range {
  const begin = lowerBound(pair, first);
  return { begin, end: lowerBound(pair, last, begin) };
}

function daysOf({ records: { day } }: TimeState, { begin, end }: Range): { all: number; weekend: number } {
  const days = new Set<number>();
  for (let n = begin; n < end; n++) if (n === begin || day[n] !== day[n - 1]) days.add(day[n]);
  return { all: days.size, weekend: [...days].filter(isWeekend).length };
}

/** At how many of the 24 hours it was active, on any day. */
function hoursOf({ contexts, records: { values } }: TimeState, { begin, end }: Range): number | null {
  const context = contexts.findIndex(({ isHour }) => isHour);
  if (context < 0) return null;
  const hours = new Set<number>();
  for (let n = begin; n < end; n++) {
    const value = values[context][n];
    if (value >= 0) hours.add(hourOfValue(value));
  }
  return hours.size > 0 ? hours.size : null;
}

/** The mean number of resources a day, and the mean share that two consecutive days have in common. */
function dailyOf({ records: { pair, day } }: TimeState, { begin, end }: Range) {
  const byDay = new Map<number, Set<number>>();
  for (let n = begin; n < end; n++) {
    const pairs = byDay.get(day[n]) ?? new Set();
    byDay.set(day[n], pairs.add(pair[n]));
  }
  const days = [...byDay].sort(([a], [b]) => a - b).map(([, pairs]) => pairs);
  let shared = 0;
  for (let n = 1; n < days.length; n++) shared += jaccard(days[n - 1], days[n]);
  return {
    resources: days.reduce((sum, { size }) => sum + size, 0) / days.length,
    regularity: days.length > 1 ? shared / (days.length - 1) : 0,
  };
}

function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let both = 0;
  for (const each of a) if (b.has(each)) both++;
  return both / (a.size + b.size - both);
}
