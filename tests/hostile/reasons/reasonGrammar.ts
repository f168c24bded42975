import { expect } from 'vitest';
import { isoDay } from '../../evidence/logTables.js';
import type { CountedLog, CountedRow, CountedTenant } from './countedLog.js';

/** A row of `explain`, as far as sentences are checked against it. */
export interface ExplainedRow {
  reason: string;
  evidence: number;
  intruder?: string | null;
  [column: string]: unknown;
}

/** The facts that a sentence is checked against. */
interface Asked {
  row: ExplainedRow;
  access: CountedRow;
  log: CountedLog;
  /** The access's tenant; null: the log has none of that name. */
  tenant: CountedTenant | null;
  way: string;
}

/** A sentence of a reason: how it begins and ends, and what is then to be true. */
interface Pattern {
  name: string;
  /** Sentences come in this order; there are one each of 2, 3 and 4. */
  place: 1 | 2 | 3 | 4 | 5;
  regex: (asked: Asked) => string;
  isTrue: (asked: Asked, groups: Record<string, string>) => void;
}

const NUMBER = '(?:0|[1-9]\\d{0,2}(?:,\\d{3})*)';
const named = (name: string, pattern = NUMBER) => `(?<${name}>${pattern})`;
/** `2 days`, `1 day`: the noun has to agree with its number. */
const some = (name: string, noun: string) =>
  `(?<${name}>1(?= ${noun}(?!s))|(?!1 )${NUMBER}(?= ${noun}s)) ${noun}s?`;
const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const oneOf = (name: string, names: Iterable<string>) =>
  named(
    name,
    [...names]
      .sort((a, b) => b.length - a.length)
      .map(literal)
      .join('|') || '(?!)',
  );
const numberOf = (text: string) => Number(text.replaceAll(',', ''));

/** The time of the look-back, by the log's own first and last day. */
const since = ({ log, tenant }: Asked) => {
  if (!log.hasDays || tenant === null) return 'in what was learned';
  const [first, last] = [isoDay(tenant.firstDay), isoDay(tenant.lastDay)];
  return first === last ? `on ${first}` : `from ${first} to ${last}`;
};
const isWeekend = (day: number) => [0, 6].includes(new Date(day * 86_400_000).getUTCDay());
const isNear = (a: number, b: number) => Math.min(Math.abs(a - b), 24 - Math.abs(a - b)) <= 1;
const knows = ({ tenant, access }: Asked) => ({
  user: tenant?.users.includes(access.user) ?? false,
  res: tenant?.resources.includes(access.res) ?? false,
});
const others = ({ tenant, access }: Asked) => tenant!.users.filter((user) => user !== access.user).length;
const othersThere = ({ tenant, access }: Asked) =>
  [...tenant!.usersOf(access.res)].filter((user) => user !== access.user).length;

/** Each sentence that a reason may have. */
const PATTERNS: Pattern[] = [
  {
    name: 'a value, newcomer',
    place: 1,
    regex: ({ access }) =>
      `The zone is ${literal(access.zone!)}; ${named('others')} of ${some('all', 'other user')} had it`,
    isTrue(asked, { others, all }) {
      expect(daysWith(asked, ({ zone }) => zone !== null)).toBe(0);
      checkOthersWith(asked, others, all);
    },
  },
  ...[false, true].map((isKnown): Pattern => {
    const had = isKnown ? `had it on ${named('with')} of` : 'never had it in';
    return {
      name: isKnown ? 'a value, seen' : 'a value, never seen',
      place: 1,
      regex: ({ access }) =>
        `The zone is ${literal(access.zone!)}; ${literal(access.user)} ${had} ${some('days', 'day')}(?<known> with a known zone)?, ` +
        `${named('others')} of ${some('all', 'other user')} had it`,
      isTrue(asked, { with: own, days, known, others, all }) {
        const count = daysWith(asked, ({ zone }) => zone === asked.access.zone);
        expect(numberOf(own ?? '0')).toBe(count);
        expect(count > 0).toBe(isKnown);
        const ofDays = daysWith(asked, ({ zone }) => zone !== null);
        expect(numberOf(days)).toBe(ofDays);
        expect(known !== undefined).toBe(ofDays < daysWith(asked, () => true));
        checkOthersWith(asked, others, all);
      },
    };
  }),
  {
    name: 'an hour, never seen',
    place: 1,
    regex: (asked) =>
      `${atHour(asked)}: ${literal(asked.access.user)} was never seen ${isWeekend(asked.access.day) ? 'at weekends' : 'on working days'}`,
    isTrue(asked) {
      expect(daysWith(asked, sameKind(asked))).toBe(0);
    },
  },
  {
    name: 'an hour, none known',
    place: 1,
    regex: (asked) =>
      `${atHour(asked)}: no hour of ${literal(asked.access.user)} is known on ${some('days', kindOfDay(asked))}`,
    isTrue(asked, { days }) {
      const isSame = sameKind(asked);
      expect(daysWith(asked, (row) => isSame(row) && row.hour !== null)).toBe(0);
      expect(numberOf(days)).toBe(daysWith(asked, isSame));
    },
  },
  {
    name: 'an hour',
    place: 1,
    regex: (asked) =>
      `${atHour(asked)}: within an hour of it, ${literal(asked.access.user)} was seen on ${named('within')} of ` +
      `${some('days', kindOfDay(asked))}(?<known> with a known hour)?`,
    isTrue(asked, { within, days, known }) {
      const isSame = sameKind(asked);
      const { hour } = asked.access;
      expect(numberOf(within)).toBe(
        daysWith(asked, (row) => isSame(row) && row.hour !== null && isNear(row.hour, hour!)),
      );
      const ofDays = daysWith(asked, (row) => isSame(row) && row.hour !== null);
      expect(numberOf(days)).toBe(ofDays);
      expect(known !== undefined).toBe(ofDays < daysWith(asked, isSame));
    },
  },
  {
    name: 'unknown tenant',
    place: 2,
    regex: ({ access: { user, res } }) =>
      `Nothing is known of this tenant, nor of ${literal(user)} and ${literal(res)}`,
    isTrue({ tenant }) {
      expect(tenant).toBeNull();
    },
  },
  {
    name: 'new account, new resource',
    place: 2,
    regex: (asked) =>
      `Neither ${literal(asked.access.user)} nor ${literal(asked.access.res)} was ever seen ${since(asked)}`,
    isTrue(asked) {
      expect(knows(asked)).toEqual({ user: false, res: false });
    },
  },
  {
    name: 'new account',
    place: 2,
    regex: (asked) =>
      `${literal(asked.access.user)}, now at ${literal(asked.access.res)}, was never seen ${since(asked)}`,
    isTrue(asked) {
      expect(knows(asked)).toEqual({ user: false, res: true });
    },
  },
  {
    name: 'new resource',
    place: 2,
    regex: (asked) =>
      `${literal(asked.access.res)} was never seen ${since(asked)}; ${literal(asked.access.user)} is known at ${some('count', 'resource')}`,
    isTrue(asked, { count }) {
      expect(knows(asked)).toEqual({ user: true, res: false });
      expect(numberOf(count)).toBe(asked.tenant!.resourcesOf(asked.access.user).size);
    },
  },
  {
    name: 'never seen there',
    place: 2,
    regex: (asked) =>
      `${literal(asked.access.user)}, known at ${some('count', 'resource')}, was never seen at ${literal(asked.access.res)} ${since(asked)}`,
    isTrue(asked, { count }) {
      expect(knows(asked)).toEqual({ user: true, res: true });
      expect(asked.tenant!.seen(asked.access.user, asked.access.res)).toBe(0);
      expect(numberOf(count)).toBe(asked.tenant!.resourcesOf(asked.access.user).size);
    },
  },
  {
    name: 'seen there',
    place: 2,
    regex: ({ access: { user, res } }) =>
      `${literal(user)} was seen at ${literal(res)} (?:on ${some('days', 'day')}|${some('times', 'time')}|(?<before>before)), ` +
      `its rank ${named('rank')} of ${named('count')}(?<judged>; account, resource and fit are judged without it)?`,
    isTrue({ tenant, access: { user, res }, log, way, row }, { days, times, before, rank, count, judged }) {
      const seen = tenant!.seen(user, res);
      expect(seen).toBeGreaterThan(0);
      if (before === undefined) expect(numberOf(days ?? times)).toBe(seen);
      expect(days !== undefined).toBe(log.hasDays);
      expect(times !== undefined).toBe(!log.hasDays && (way === 'rows' || tenant!.isCounted));
      const own = [...tenant!.resourcesOf(user)];
      expect(numberOf(count)).toBe(own.length);
      expect(numberOf(rank)).toBe(1 + own.filter((other) => tenant!.seen(user, other) > seen).length);
      expect(judged !== undefined).toBe(row.from_history === 0);
    },
  },
  {
    name: 'no company',
    place: 3,
    regex: () => 'It is judged as newcomers are elsewhere',
    isTrue({ tenant }) {
      expect(tenant).toBeNull();
    },
  },
  {
    name: 'company',
    place: 3,
    regex: () =>
      `Seen there: ${named('users')} of ${some('all', 'other user')}(?<nobody>; nobody is like the account)?`,
    isTrue(asked, { users, all, nobody }) {
      checkUsers(asked, users, all);
      expect(nobody !== undefined).toBe(knows(asked).user);
      if (nobody !== undefined) expect(asked.tenant!.peersOf(asked.access.user)).toEqual([]);
    },
  },
  {
    name: 'company with peers',
    place: 3,
    regex: ({ tenant }) =>
      `Seen there: ${named('near')} of the ${some('peers', 'nearest peer')} \\(nearest: ${oneOf('nearest', tenant?.users ?? [])}\\), ` +
      `${named('users')} of ${some('all', 'other user')}` +
      `(?:; of its own resources ${oneOf('alike', tenant?.resources ?? [])} is most like it)?`,
    isTrue(asked, { near, peers, nearest, users, all, alike }) {
      checkUsers(asked, users, all);
      checkPeers(asked, numberOf(near), numberOf(peers), nearest);
      checkAlike(asked, alike);
    },
  },
  {
    name: 'weight',
    place: 4,
    regex: () =>
      `(?:(?<equal>As likely from an intruder as from normal use)|` +
      `(?<most>More than 1,000,000 times|${named('times', `${NUMBER}(?:\\.\\d)?`)} times) likelier from ${named('from', 'an intruder|normal use')}): ` +
      `${named('why', 'nothing stands out|[^.×÷]+? [×÷][\\d,.]+(?: or more)?(?:, [^.×÷]+? [×÷][\\d,.]+(?: or more)?)*')}`,
    isTrue(asked, { equal, most, times, from, why }) {
      const { evidence } = asked.row;
      const factor = Math.exp(Math.abs(evidence));
      if (equal !== undefined) expect(Number(factor.toPrecision(2))).toBe(1);
      else {
        expect(from).toBe(evidence >= 0 ? 'an intruder' : 'normal use');
        if (times === undefined) expect([most, factor > 1e6]).toEqual([expect.any(String), true]);
        else if (factor >= 10) expect(numberOf(times)).toBe(Math.round(factor));
        else expect(numberOf(times)).toBe(Number(factor.toPrecision(2)));
      }
      checkFactors(asked, why);
    },
  },
  {
    name: 'looks',
    place: 5,
    regex: () =>
      `It looks most like ${named('who', 'a stranger|a stolen account|misuse of the account|an insider')}`,
    isTrue(asked, { who }) {
      const { row } = asked;
      expect(row.evidence).toBeGreaterThan(0);
      if (!knows(asked).user) expect(who).toBe('a stranger');
      expect(row.intruder).toBe(who.replace(/^an? | of the account$/g, ''));
    },
  },
];

export const PATTERN_NAMES = PATTERNS.map(({ name }) => name);

/**
 * Parses a reason and counts each of its sentences again.
 *
 * @returns the names of its sentences
 */
export function checkReason(row: ExplainedRow, access: CountedRow, log: CountedLog, way: string): string[] {
  const tenant = log.tenants.has(access.tenant) ? log.of(access.tenant) : null;
  const asked: Asked = { row, access, log, tenant, way };
  const found: Pattern[] = [];
  const { reason } = row;
  let at = 0;
  while (at < reason.length) {
    const matches = PATTERNS.filter(({ place }) => place !== 1 || way === 'contexts').flatMap((pattern) => {
      if (pattern.place === 1 && access.zone === null && pattern.name.startsWith('a value')) return [];
      if (pattern.place === 1 && access.hour === null && pattern.name.startsWith('an hour')) return [];
      const regex = new RegExp(`${pattern.regex(asked)}\\.(?: |$)`, 'y');
      regex.lastIndex = at;
      const match = regex.exec(reason);
      return match === null ? [] : [{ pattern, match }];
    });
    expect(
      matches.map(({ pattern }) => pattern.name),
      `${reason}\nfrom ${at} on`,
    ).toHaveLength(1);
    const [{ pattern, match }] = matches;
    try {
      pattern.isTrue(asked, match.groups ?? {});
    } catch (error) {
      throw new Error(`Expected "${match[0]}" to be true of ${JSON.stringify(access)}`, { cause: error });
    }
    found.push(pattern);
    at = regexEnd(match);
  }
  const places = found.map(({ place }) => place);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  for (const place of [2, 3, 4]) expect(places.filter((each) => each === place)).toHaveLength(1);
  checkWhatIsSaid(asked, found);
  return found.map(({ name }) => name);
}

function regexEnd(match: RegExpExecArray): number {
  return match.index + match[0].length;
}

/**
 * A context that speaks for an intruder is said, those that weigh most first, and no other; so is the
 * intruder.
 */
function checkWhatIsSaid(asked: Asked, found: readonly Pattern[]): void {
  const { row, access, way } = asked;
  const told = found
    .filter(({ place }) => place === 1)
    .map(({ name }) => (name.startsWith('a value') ? 'zone' : 'hour'));
  const spoken =
    way !== 'contexts'
      ? []
      : (['hour', 'zone'] as const)
          .filter((name) => access[name] !== null && Number(row[`from_${name}`]) >= Math.log(1.25))
          .sort((a, b) => Number(row[`from_${b}`]) - Number(row[`from_${a}`]));
  expect(told).toEqual(spoken);
  const isTold = found.some(({ name }) => name === 'looks');
  const isKnown = knows(asked).user || row.intruder === 'stranger';
  expect(isTold).toBe(way === 'contexts' && row.evidence > 0 && isKnown);
}

const atHour = ({ access: { day, hour } }: Asked) =>
  `${isWeekend(day) ? 'At a weekend, ' : 'At '}${String(hour).padStart(2, '0')}:00 UTC`;
const kindOfDay = ({ access: { day } }: Asked) => (isWeekend(day) ? 'weekend day' : 'working day');
const sameKind =
  ({ access }: Asked) =>
  ({ day }: CountedRow) =>
    isWeekend(day) === isWeekend(access.day);

function daysWith({ tenant, access }: Asked, isIt: (row: CountedRow) => boolean): number {
  return tenant!.daysOf(access.user, isIt);
}

function checkOthersWith(asked: Asked, some: string, all: string): void {
  const { tenant, access } = asked;
  const having = new Set(tenant!.rows.filter(({ zone }) => zone === access.zone).map(({ user }) => user));
  having.delete(access.user);
  expect([numberOf(some), numberOf(all)]).toEqual([having.size, others(asked)]);
}

function checkUsers(asked: Asked, some: string, all: string): void {
  expect([numberOf(some), numberOf(all)]).toEqual([othersThere(asked), others(asked)]);
}

/**
 * Peers share something; if not all can be looked at, the nearest is recognised by its likeness.
 */
function checkPeers(
  { tenant, access: { user, res } }: Asked,
  near: number,
  count: number,
  nearest: string,
): void {
  const peers = tenant!.peersOf(user);
  expect(count).toBe(Math.min(12, peers.length));
  expect(peers).toContain(nearest);
  const best = Math.max(...peers.map((peer) => tenant!.likenessOf(user, peer)));
  expect(tenant!.likenessOf(user, nearest)).toBeGreaterThan(best - 1e-9);
  const there = peers.filter((peer) => tenant!.seen(peer, res) > 0).length;
  expect(near).toBeLessThanOrEqual(there);
  expect(near).toBeGreaterThanOrEqual(there - (peers.length - count));
}

/** The most similar one of the account's other resources, by users other than the account. */
function checkAlike({ tenant, access: { user, res } }: Asked, alike: string | undefined): void {
  const without = (someone: string) => someone === user || tenant!.isBroad(someone);
  const own = [...tenant!.resourcesOf(user)].filter((other) => other !== res);
  const isThere = tenant!.resources.includes(res);
  const likeness = (other: string) => (isThere ? tenant!.likenessOfResources(res, other, without) : 0);
  const best = Math.max(0, ...own.map(likeness));
  if (alike === undefined) {
    expect(best).toBeLessThan(1e-8);
    return;
  }
  expect(own).toContain(alike);
  expect(likeness(alike)).toBeGreaterThan(best - 1e-8);
  expect(likeness(alike)).toBeGreaterThan(0);
}

/** The factors are those of the row's terms, whose names say nothing that isn't so. */
function checkFactors(asked: Asked, why: string): void {
  const { row, tenant, access } = asked;
  const isKnown = knows(asked);
  const terms = new Map<string, number>();
  const put = (name: string, column: string) => terms.set(name, (terms.get(name) ?? 0) + Number(row[column]));
  const own = (name: string) => (tenant === null ? 'unknown tenant' : name);
  put(own(isKnown.user ? 'account' : 'new account'), 'from_user');
  // A new account is new at any resource.
  put(own(isKnown.user && !isKnown.res ? 'new resource' : 'resource'), 'from_resource');
  put(own('fit'), 'from_fit');
  put(own('history'), 'from_history');
  if (asked.way === 'contexts') {
    put('hour', 'from_hour');
    put('zone', 'from_zone');
    put(own('kind of intruder'), 'from_intruder');
  }
  const said =
    why === 'nothing stands out'
      ? []
      : why.split(', ').map((part) => /^(.+) ([×÷])([\d,.]+)( or more)?$/.exec(part)!);
  const least = Math.log(1.25);
  const expected = [...terms].filter(([, nats]) => Math.abs(nats) >= least);
  expect(new Set(said.map(([, name]) => name))).toEqual(new Set(expected.map(([name]) => name)));
  expect(said).toHaveLength(expected.length);
  const sizes = said.map(([, name, side, factor, more]) => {
    const nats = terms.get(name)!;
    const times = Math.exp(Math.abs(nats));
    expect(side).toBe(nats > 0 ? '×' : '÷');
    expect(numberOf(factor)).toBe(times > 1e6 ? 1e6 : Number(times.toPrecision(2)));
    expect(more !== undefined).toBe(times > 1e6);
    if (name === 'history') expect(tenant!.seen(access.user, access.res)).toBeGreaterThan(0);
    return Math.abs(nats);
  });
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
}
