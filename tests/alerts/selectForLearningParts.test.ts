import type { Table } from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectForLearning } from '../../lib/alerts/selectForLearning.js';
import type { Verdict } from '../../lib/alerts/verdicts/Verdict.js';
import { readDays } from '../../lib/tables/readDays.js';
import { toTable } from '../../lib/tables/toTable.js';
import { fitLog, isoDay, logTable, someLog } from '../evidence/logTables.js';
import { rowsOf } from '../rowsOf.js';

/** Verdicts on users and resources of `someLog`, or on any. */
const someVerdicts = fc
  .uniqueArray(
    fc.record({
      user: fc.option(fc.nat(5)),
      res: fc.option(fc.nat(5)),
      verdict: fc.constantFrom<Verdict['verdict']>('benign', 'expected', 'malicious'),
      zone: fc.option(fc.nat(5), { freq: 1 }),
    }),
    { maxLength: 4, selector: ({ user, res }) => `${user} ${res}` },
  )
  .map((rules) =>
    rules
      .filter(({ user, res }) => user !== null || res !== null)
      .map(
        ({ user, res, verdict, zone }, line): Verdict => ({
          ...{ tenant: 't', verdict, owner: '', reason: '', expires: null, line },
          user: user === null ? '*' : `u${user}`,
          res: res === null ? '*' : `r${res}`,
          ...(zone !== null && { context: { name: 'zone', value: `z${zone}` } }),
        }),
      ),
  );

/** Each row as a text, its access first. */
function keysOf(table: Table): string[] {
  const days = table.numRows === 0 ? [] : readDays(table, 'day');
  return rowsOf(table).map(({ tenant, user, res, hour, zone }, n) =>
    [tenant, user, res, isoDay(days[n]), hour, zone].join(),
  );
}
const accessesIn = (keys: Iterable<string>) =>
  new Set([...keys].map((key) => key.split(',').slice(0, 3).join())).size;

describe('selectForLearning', () => {
  it('learns, holds back or drops each row once, and counts distinct accesses', async () => {
    await fc.assert(
      fc.asyncProperty(someLog, someLog, someLog, someVerdicts, async (old, day, waits, verdicts) => {
        const model = await fitLog(old);
        const [table, before] = [logTable(day), logTable(waits)];
        const alerts = toTable([{ tenant: 't', user: day[0].user }]);
        const options = { model, alerts, verdicts, heldBack: before };
        const { learn, heldBack, forget, text } = selectForLearning(table, options);
        const given = [...keysOf(table), ...keysOf(before)];
        const [learned, held] = [new Set(keysOf(learn)), new Set(keysOf(heldBack))];
        const dropped = new Set(given.filter((key) => !learned.has(key) && !held.has(key)));
        // Learned accesses are repeated as in the table, waiting ones are listed once.
        expect(keysOf(learn).sort()).toEqual(given.filter((key) => learned.has(key)).sort());
        expect(keysOf(heldBack).sort()).toEqual([...new Set(given)].filter((key) => held.has(key)).sort());
        expect([...learned].filter((key) => held.has(key))).toEqual([]);
        if (!verdicts.some(({ verdict }) => verdict === 'malicious')) {
          expect([dropped.size, forget.numRows]).toEqual([0, 0]);
        }
        expect(text).toMatch(new RegExp(`^learned ${accessesIn(learned)} access`));
        expect(text.includes(`; held back ${accessesIn(held)} of`)).toBe(held.size > 0);
        expect(text.includes(`; ${accessesIn(dropped)} malicious`)).toBe(dropped.size > 0);
        expect(text.includes(`; forgot ${accessesIn(keysOf(forget))} learned before`)).toBe(
          forget.numRows > 0,
        );
      }),
      { numRuns: 40, seed: 72 },
    );
  });

  it('without verdicts learns nothing odd, and nothing new of accounts with an alert', async () => {
    await fc.assert(
      fc.asyncProperty(someLog, someLog, async (old, day) => {
        const model = await fitLog(old);
        const listed = day[0].user;
        const alerts = toTable([{ tenant: 't', user: listed }]);
        const table = logTable(day);
        const { learn } = selectForLearning(table, { model, alerts });
        const seen = new Set(old.map(({ user, res }) => `${user} ${res}`));
        const evidence = model.score(table);
        // Counted from the rows, by what they are.
        const expected = keysOf(table).filter((_, n) => {
          const { user, res } = day[n];
          return evidence.get(n)! <= 0 && (user !== listed || seen.has(`${user} ${res}`));
        });
        expect(keysOf(learn)).toEqual(expected);
      }),
      { numRuns: 40, seed: 73 },
    );
  });

  it('forgets what the model has seen that is malicious, and that alone', async () => {
    await fc.assert(
      fc.asyncProperty(someLog, someVerdicts, fc.nat(40), async (old, verdicts, first) => {
        const model = await fitLog(old);
        const from = new Date(`${isoDay(old[0].day - 20 + first)}`);
        const dated = verdicts.map((rule) => (rule.verdict === 'malicious' ? { ...rule, from } : rule));
        const none = logTable(old).slice(0, 0);
        const { forget } = selectForLearning(none, { model, alerts: none, verdicts: dated });
        const day = Math.round(from.getTime() / 86_400_000);
        const isMalicious = (row: (typeof old)[number]) => {
          const isExact = (rule: Verdict) => rule.user !== '*' && rule.res !== '*';
          const holding = dated.filter(
            (rule) =>
              ['*', row.user].includes(rule.user) &&
              ['*', row.res].includes(rule.res) &&
              (!rule.context || rule.context.value === row.zone) &&
              (rule.verdict !== 'malicious' || row.day >= day),
          );
          const malicious = holding.filter(({ verdict }) => verdict === 'malicious');
          // A verdict on this one access may except it from a wider verdict.
          const exact = holding.filter(isExact);
          exact.sort((a, b) => (a.context ? 0 : 1) - (b.context ? 0 : 1));
          const isException = exact[0]?.verdict === 'benign' && !malicious.some(isExact);
          return malicious.length > 0 && !isException;
        };
        const expected = keysOf(logTable(old.filter(isMalicious)));
        expect(keysOf(forget).sort()).toEqual([...new Set(expected)].sort());
      }),
      { numRuns: 40, seed: 74 },
    );
  });
});
