import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { plainEvidence } from '../oracles/plainEvidence.js';
import { column, offices, type Row, someRows, TERMS, tableOf } from './evidenceTables.js';

const asked = [0, 3, 7, 10].flatMap((u) => [0, 4, 9, 11].map((r) => ({ user: `u${u}`, res: `r${r}` })));

async function expectPlain(
  rows: Row[],
  queries: { user: string; res: string }[],
  options = {},
): Promise<void> {
  const model = await new AccessEvidence(options).fit(tableOf(rows));
  const table = tableOf(queries.map((query) => ({ tenant: 't', likelihood: 1, ...query })));
  const scored = model.transform(table, { parts: true });
  const plain = plainEvidence(rows, queries, options);
  for (const name of ['evidence', 'pair_evidence', ...TERMS] as const) {
    const actual = column(scored, name);
    plain.forEach((score, n) => {
      expect(actual[n], `${name} of ${JSON.stringify(queries[n])}`).toBeCloseTo(
        score[name as keyof typeof score],
        8,
      );
    });
  }
}

it('agrees with the formula as it is written down, on any table', async () => {
  await fc.assert(
    fc.asyncProperty(someRows, (rows) => expectPlain(rows, [...asked, ...rows])),
    { numRuns: 60, seed: 11 },
  );
});

it('agrees with it on offices, for accesses that were trained on and new ones', async () => {
  const rows = offices(40);
  await expectPlain(rows, [...rows.slice(0, 60), { user: 'u1', res: 'r2-0' }, { user: 'new', res: 'all' }]);
});

it('agrees with it for other intruders, and less trust in history', async () => {
  const options = {
    historyTrust: 0.3,
    intruder: { uniformUsers: 0.2, uniformResources: 0.6, newness: 1 },
  };
  await expectPlain(offices(25, 5), [...asked, ...offices(25, 5).slice(0, 20)], options);
});
