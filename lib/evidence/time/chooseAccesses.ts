import type { AccessLog } from '../../accesses/accessLog.js';
import { gather, positionsWhere } from '../../base/numbers/gather.js';
import { drawPositions } from '../../base/random/drawPositions.js';
import { SAMPLE_SIZE } from '../mixture/mixture.js';
import type { ChosenAccesses, WindowDays } from '../score/TimeState.js';
import { accessesOfWindows, type PairDays } from './windows.js';

/** A larger reference would only say more about what happens once in a hundred thousand accesses. */
const MOST_REFERENCES = 2 ** 17;

/**
 * The distinct accesses of each window that are scored. For each tenant, the seed draws up to 2^17 from all
 * windows together for the reference, and up to 40,000 new ones for the weights. Tenants without a row before
 * a window are left out of it.
 */
export function chooseAccesses(
  log: AccessLog,
  days: PairDays,
  windows: readonly WindowDays[],
  seed: number,
): ChosenAccesses[] {
  const tenantOf = gather(log.users.tenantOfEach(), log.user);
  const firstDay = new Int32Array(log.user.length);
  for (let n = days.pair.length - 1; n >= 0; n--) firstDay[days.pair[n]] = days.day[n];
  const accesses = accessesOfWindows(log, days, windows).map((pair) => ({
    pair,
    tenant: gather(tenantOf, pair),
  }));
  const numTenants = log.users.tenants.length;
  const isNew = (window: number, pair: number) => firstDay[pair] >= windows[window].from[tenantOf[pair]];
  const references = draw(accesses, numTenants, MOST_REFERENCES, seed, () => true);
  const learned = draw(accesses, numTenants, SAMPLE_SIZE, seed, isNew);
  return accesses.map(({ pair }, w) => {
    const asked = positionsWhere(pair.length, (n) => references[w][n] + learned[w][n] > 0);
    return {
      pair: gather(pair, asked),
      isReference: marksAt(references[w], asked),
      isLearned: marksAt(learned[w], asked),
    };
  });
}

/**
 * Marks, for each window, the accesses that are drawn. If a tenant has more than `size` in all windows, each
 * window gives at most the same number, so that rows added later within a window change no other window's
 * draw.
 */
function draw(
  accesses: readonly { pair: Int32Array; tenant: Int32Array }[],
  numTenants: number,
  size: number,
  seed: number,
  isAsked: (window: number, pair: number) => boolean,
): Uint8Array[] {
  const counts = accesses.map(() => new Int32Array(numTenants));
  const marks = accesses.map(({ pair, tenant }, w) => {
    const asked = new Uint8Array(pair.length);
    for (let n = 0; n < pair.length; n++) {
      if (!isAsked(w, pair[n])) continue;
      asked[n] = 1;
      counts[w][tenant[n]]++;
    }
    return asked;
  });
  const totals = counts.reduce((sums, own) => sums.map((sum, t) => sum + own[t]), new Int32Array(numTenants));
  if (totals.every((total) => total <= size)) return marks;
  // For each tenant, independently of the others.
  const most = totals.map((_, t) => Math.ceil(size / counts.filter((own) => own[t] > 0).length));
  for (const [w, { tenant }] of accesses.entries()) {
    const drawn = Array.from(counts[w], (count, t) =>
      totals[t] <= size || count <= most[t] ? null : drawPositions(count, most[t], seed),
    );
    const [seen, next] = [new Int32Array(numTenants), new Int32Array(numTenants)];
    for (let n = 0; n < tenant.length; n++) {
      const positions = drawn[tenant[n]];
      if (marks[w][n] === 0 || positions === null) continue;
      if (positions[next[tenant[n]]] === seen[tenant[n]]++) next[tenant[n]]++;
      else marks[w][n] = 0;
    }
  }
  return marks;
}

function marksAt(marks: Uint8Array, at: Int32Array): Uint8Array {
  const taken = new Uint8Array(at.length);
  for (let n = 0; n < at.length; n++) taken[n] = marks[at[n]];
  return taken;
}
