import { type LogRow, TODAY } from '../evidence/logTables.js';

const DEPARTMENTS = 4;
const SHARES = 20;
/** The last day of the month, counted from 0. */
export const LAST = 23;
/** The account that touches thirty shares of other departments on that day. */
export const THIEF = 'u7';

/** Forty people of four departments: each has six shares of twenty; three a day, and the intranet. */
export function month(): LogRow[] {
  const random = generator(22);
  const row = (day: number, n: number, use: number): LogRow => {
    const share = `d${n % DEPARTMENTS}-${(5 * n + 3 * Math.floor(6 * random())) % SHARES}`;
    const hour = 8 + Math.floor(9 * random());
    const res = use === 0 ? 'intranet' : share;
    return { tenant: 't', user: `u${n}`, res, day: TODAY + day, hour, zone: `z${n % 5}` };
  };
  const numbers = (count: number) => [...Array(count).keys()];
  return numbers(LAST + 1).flatMap((day) =>
    numbers(40).flatMap((n) => numbers(4).map((use) => row(day, n, use))),
  );
}

/** The thief's day, from where the thief always works, at all hours. */
export const SWEEP = Array.from({ length: 30 }, (_, n): LogRow => {
  const res = `d${n % 3}-${(7 * n) % SHARES}`;
  return { tenant: 't', user: THIEF, res, day: TODAY + LAST, hour: 9 + (n % 8), zone: 'z2' };
});

/** Knuth's linear congruences: a month is the same everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
