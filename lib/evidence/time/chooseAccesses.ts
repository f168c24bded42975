import type { AccessLog } from '../../accesses/accessLog.js';
import { gather, positionsWhere } from '../../base/numbers/gather.js';
import { drawPositions, SAMPLE_SIZE } from '../fit/drawSample.js';
import type { PairDays, WindowDays } from './windows.js';
import { tenantDays } from './windows.js';

/** Accesses of a window, ascending, and what they are wanted for. */
export interface ChosenAccesses {
  /** Positions in the log's list. */
  pair: Int32Array;
  /** 1: the reference of p-values has it. */
  isReference: Uint8Array;
  /** 1: it is new in the window, and weights are learned from it. */
  isLearned: Uint8Array;
}

/** A larger reference would only say more of what happens once in a quarter of a million accesses. */
const MOST_REFERENCES = 2 ** 18;

/**
 * The distinct accesses of each window that are asked about: of each tenant up to 2^18 of all windows together for
 * the reference, and up to 40,000 of those that are new for the weights, drawn by the seed. Tenants without a row
 * before a window are left out of it.
 */
export function chooseAccesses(
  log: AccessLog,
  days: PairDays,
  windows: readonly WindowDays[],
  seed: number,
): ChosenAccesses[] {
  const tenantOf = gather(log.users.tenantOfEach(), log.user);
  const { first } = tenantDays(log, days);
  const firstDay = new Int32Array(log.user.length);
  for (let n = days.pair.length - 1; n >= 0; n--) firstDay[days.pair[n]] = days.day[n];
  const accesses = windows.map(({ from, to }) => {
    const isNow = new Uint8Array(log.user.length);
    for (let n = 0; n < days.pair.length; n++) {
      const t = tenantOf[days.pair[n]];
      if (first[t] < from[t] && days.day[n] >= from[t] && days.day[n] < to[t]) isNow[days.pair[n]] = 1;
    }
    const pair = positionsWhere(isNow.length, (each) => isNow[each] === 1);
    return { pair, tenant: gather(tenantOf, pair) };
  });
  const numTenants = log.users.tenants.length;
  const isNew = (window: number, pair: number) => firstDay[pair] >= windows[window].from[tenantOf[pair]];
  const references = draw(accesses, numTenants, MOST_REFERENCES, seed, () => true);
  const learned = draw(accesses, numTenants, SAMPLE_SIZE, seed, isNew);
  return accesses.map(({ pair }, w) => {
    const asked = positionsWhere(pair.length, (n) => references[w][n] + learned[w][n] > 0);
    return {
      pair: gather(pair, asked),
      isReference: Uint8Array.from(asked, (n) => references[w][n]),
      isLearned: Uint8Array.from(asked, (n) => learned[w][n]),
    };
  });
}

/** Of each window marks for the accesses that are drawn: so many of each tenant's in all windows. */
function draw(
  accesses: readonly { pair: Int32Array; tenant: Int32Array }[],
  numTenants: number,
  size: number,
  seed: number,
  isAsked: (window: number, pair: number) => boolean,
): Uint8Array[] {
  const counts = new Int32Array(numTenants);
  const marks = accesses.map(({ pair, tenant }, w) =>
    Uint8Array.from(pair, (each, n) => {
      if (!isAsked(w, each)) return 0;
      counts[tenant[n]]++;
      return 1;
    }),
  );
  const drawn = Array.from(counts, (count) => (count <= size ? null : drawPositions(count, size, seed)));
  if (drawn.every((positions) => positions === null)) return marks;
  const seen = new Int32Array(numTenants);
  const next = new Int32Array(numTenants);
  for (const [w, { tenant }] of accesses.entries()) {
    for (let n = 0; n < tenant.length; n++) {
      if (marks[w][n] === 0) continue;
      const t = tenant[n];
      const positions = drawn[t];
      if (positions === null) continue;
      if (positions[next[t]] === seen[t]++) next[t]++;
      else marks[w][n] = 0;
    }
  }
  return marks;
}
