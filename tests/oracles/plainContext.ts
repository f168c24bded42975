import { expected, type Foreseen, type PlainMixture, weights } from './plainMixture.js';

/** Somebody at something on a day, in a context: a value, or null where it isn't known. */
export interface Sighting {
  user: string;
  res: string;
  day: number;
  value: string | null;
}

/** How the values of a context come about. Hours are 0 to 23, and 24 to 47 on Saturdays and Sundays. */
interface ContextKind {
  /** How much a sighting with `seen` counts for `asked`. */
  blur(asked: string, seen: string): number;
  /** How likely a value is if any of `numValues` is equally likely. */
  any(value: string, numValues: number): number;
  /** Whether a value that nobody has is new; no hour is. */
  isEverNew: boolean;
}

const PLACES: ContextKind = {
  blur: (asked, seen) => (asked === seen ? 1 : 0),
  any: (_, numValues) => 1 / numValues,
  isEverNew: true,
};

const HOURS: ContextKind = {
  blur(asked, seen) {
    const [a, b] = [Number(asked), Number(seen)];
    if (a === b) return 0.6;
    const isSameKindOfDay = a < 24 === b < 24;
    const apart = Math.abs(a - b);
    return isSameKindOfDay && (apart === 1 || apart === 23) ? 0.2 : 0;
  },
  any: (value) => (Number(value) < 24 ? 5 / 7 : 2 / 7) / 24,
  isEverNew: false,
};

/** What some rows of a log say about a context; points 3 to 5 of the formula. */
export function contextTable(rows: readonly Sighting[], isHour: boolean) {
  const kind = isHour ? HOURS : PLACES;
  const known = rows.filter(({ value }) => value !== null);
  // A user's days with a value, each once.
  const all = distinct(known, ({ user, day, value }) => [user, day, value]);
  const usersOf = (value: string) =>
    new Set(all.filter((each) => each.value === value).map(({ user }) => user));
  const values = [...new Set(all.map(({ value }) => value!))];
  const C = Math.max(1, values.length);
  const C1 = Math.max(1, values.filter((value) => usersOf(value).size === 1).length);

  /** Days of a user with a value. */
  const daysOf = (user: string, but?: number) =>
    new Set(all.filter((each) => each.user === user && each.day !== but).map(({ day }) => day)).size;

  /**
   * The five parts of p(value | user, res); where a day is given, without all that the user did on that day.
   */
  const foresee = (user: string, res: string, value: string, but?: number): Foreseen => {
    const isKept = (each: Sighting) => each.user !== user || each.day !== but;
    const share = (sightings: readonly Sighting[]) => {
      const kept = sightings.filter(isKept);
      return kept.reduce((sum, seen) => sum + kind.blur(value, seen.value!), 0) / Math.max(1, kept.length);
    };
    const atRes = known.filter((each) => each.res === res);
    const isNew = kind.isEverNew && !all.some((each) => each.value === value && isKept(each));
    const parts = isNew
      ? [0, 0, 0, 0, 1 / C1]
      : [
          share(all.filter((each) => each.user === user)),
          share(distinct(atRes, (each) => [each.user, each.day, each.value])),
          share(all),
          kind.any(value, C),
          0,
        ];
    return { parts, degree: daysOf(user, but) };
  };

  return {
    /** Weights of the parts, with each access predicted without its user's whole day. */
    learn(): PlainMixture {
      const cells = distinct(known, ({ user, res, day, value }) => [user, res, day, value]);
      const foreseen = cells.map(({ user, res, day, value }) => foresee(user, res, value!, day));
      return forNewcomers(weights(foreseen), foreseen);
    },

    /** ln(q / p): how much likelier the value is from an intruder. 0 where it isn't known. */
    ratio(mixture: PlainMixture, { user, res, value }: Omit<Sighting, 'day'>): number {
      if (value === null) return 0;
      const n = all.filter((each) => each.value === value).length;
      const places = (n > 0 ? 0.5 + (0.5 * C * n) / all.length : 2) / (C + 2 * C1);
      const q = isHour ? kind.any(value, C) : places;
      return Math.log(q / expected(mixture, foresee(user, res, value)));
    },
  };
}

/**
 * The greatest w in [0, 1] for which the mean of e^(w t) over normal accesses is at most 1; point 6. The mean
 * is 1 at w = 0 and convex.
 */
export function weightOf(ratios: readonly number[]): number {
  const mean = (value: (t: number) => number) =>
    ratios.reduce((sum, t) => sum + value(t), 0) / Math.max(1, ratios.length);
  const isKept = (w: number) => mean((t) => Math.exp(w * t)) <= 1;
  if (isKept(1)) return 1;
  if (mean((t) => t) >= 0) return 0;
  let [kept, broken] = [0, 1];
  for (let step = 0; step < 100; step++) {
    const w = (kept + broken) / 2;
    if (isKept(w)) kept = w;
    else broken = w;
  }
  return kept;
}

/**
 * How well a context tells accounts apart: how often the value that somebody else had in the window is less
 * likely for an account than its own; equal ones count half, and of none it is one half. Point 7.
 *
 * @param windows what happened in each, in the order of names and values, and ln(q / p) by what was before it
 */
export function apartness(
  windows: readonly { now: readonly Sighting[]; ratio: (sighting: Sighting) => number }[],
): number {
  let [won, all] = [0, 0];
  for (const { now, ratio } of windows) {
    const known = now.filter(({ value }) => value !== null);
    const shifts = Math.min(20, known.length - 1, Math.ceil(4000 / known.length));
    for (let shift = 1; shift <= shifts; shift++) {
      const by = Math.ceil((shift * known.length) / (shifts + 1));
      known.forEach((sighting, n) => {
        const { value, user } = known[(n + by) % known.length];
        if (user === sighting.user) return;
        const difference = ratio({ ...sighting, value }) - ratio(sighting);
        won += difference > 1e-9 ? 1 : difference >= -1e-9 ? 0.5 : 0;
        all++;
      });
    }
  }
  return all === 0 ? 0.5 : won / all;
}

/**
 * Where everybody had other days, an account without any is expected by the common weights without the share
 * of the account's own days.
 */
function forNewcomers({ common, of }: PlainMixture, foreseen: readonly Foreseen[]): PlainMixture {
  if (foreseen.some(({ degree }) => degree === 0)) return { common, of };
  const [own, ...others] = common;
  return { common, of: (degree) => (degree === 0 ? [0, ...others.map((w) => w / (1 - own))] : of(degree)) };
}

/** Each once, by what tells them apart. */
export function distinct<T>(list: readonly T[], keyOf: (each: T) => unknown[]): T[] {
  return [...new Map(list.map((each) => [JSON.stringify(keyOf(each)), each])).values()];
}
