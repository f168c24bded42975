import { describe, expect, it } from 'vitest';
import { accessesOf } from '../../lib/accesses/Accesses.js';
import { type AccessLog, readLog } from '../../lib/accesses/accessLog.js';
import { sum } from '../../lib/base/numbers/sum.js';
import { SAMPLE_SIZE } from '../../lib/evidence/mixture/mixture.js';
import type { ChosenAccesses } from '../../lib/evidence/score/TimeState.js';
import { chooseAccesses } from '../../lib/evidence/time/chooseAccesses.js';
import { pairDaysOf, windowsOf } from '../../lib/evidence/time/windows.js';
import { toTable } from '../../lib/tables/toTable.js';
import { isoDay, TODAY } from './logTables.js';

/** How many accesses of day n were never made before. */
function news(tenant: string, numbers: readonly number[]) {
  return numbers.flatMap((count, day) =>
    Array.from({ length: count }, (_, n) => {
      return { tenant, user: `u${n % 200}`, res: `r${day}-${Math.floor(n / 200)}`, day: isoDay(TODAY + day) };
    }),
  );
}

function choose(rows: ReturnType<typeof news>, seed = 0): { log: AccessLog; chosen: ChosenAccesses[] } {
  const accesses = accessesOf(toTable(rows), { tenantCol: 'tenant', userCol: 'user', resCol: 'res' });
  const log = readLog(accesses, { dayCol: 'day', hourCol: null, contextCols: [] });
  const days = pairDaysOf(log);
  return { log, chosen: chooseAccesses(log, days, windowsOf(log, days, null), seed) };
}

/** Names of those of a tenant that weights are learned from, by window. */
function learned({ log, chosen }: ReturnType<typeof choose>, tenant = 't'): string[][] {
  const tenantOf = log.users.tenantOfEach();
  return chosen.map(({ pair, isLearned }) =>
    [...pair]
      .filter((each, n) => isLearned[n] === 1 && log.users.tenants[tenantOf[log.user[each]]] === tenant)
      .map((each) => `${log.users.names[log.user[each]]} ${log.resources.names[log.res[each]]}`),
  );
}

describe('the accesses that windows are asked about', () => {
  // Two windows, of the last two of eight days.
  const before = [2, 2, 2, 2, 2, 2];
  const many = news('t', [...before, 25_000, 21_000]);

  it('are all, where they are few', () => {
    const { chosen } = choose(news('t', [...before, 30, 20]));
    expect(chosen.map(({ pair }) => pair.length)).toEqual([30, 20]);
    for (const { isLearned, isReference } of chosen) {
      expect([...isLearned, ...isReference].every((mark) => mark === 1)).toBe(true);
    }
  });

  it('are as many of each window, where new ones are many; and all for the reference', () => {
    const { chosen } = choose(many);
    expect(chosen.map(({ isLearned }) => sum([...isLearned]))).toEqual([SAMPLE_SIZE / 2, SAMPLE_SIZE / 2]);
    expect(chosen.map(({ isReference }) => sum([...isReference]))).toEqual([25_000, 21_000]);
  });

  it('do not depend on what comes later, on other tenants, or on the order of rows', () => {
    const expected = learned(choose(many));
    expect(learned(choose(news('t', [...before, 25_000, 40_000])))[0]).toEqual(expected[0]);
    // The other tenant has four windows, and more in them.
    const other = news('s', [...Array(12).fill(1), 100, 300, 50, 60]);
    const both = learned(choose([...other, ...many.toReversed()]));
    expect(both.slice(0, 2)).toEqual(expected);
    expect(both.slice(2)).toEqual([[], []]);
  });

  it('depend on the seed', () => {
    expect(learned(choose(many, 1))).not.toEqual(learned(choose(many)));
  });

  it('are learned from where they are new, and for the reference also where they are not', () => {
    const again = news('t', [3, 3]).map((row) => ({ ...row, day: isoDay(TODAY + 3) }));
    const { chosen, log } = choose([...news('t', [3, 3, 3, 3]), ...again]);
    expect(chosen.map(({ pair }) => pair.length)).toEqual([9]);
    expect(learned({ chosen, log })[0]).toEqual(['u0 r3-0', 'u1 r3-0', 'u2 r3-0']);
  });
});
