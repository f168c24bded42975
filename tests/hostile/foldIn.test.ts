import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccessAnomaly } from '../../lib/original/AccessAnomaly.js';
import type { AccessAnomalyModel } from '../../lib/original/AccessAnomalyModel.js';
import type { AccessAnomalyParams } from '../../lib/original/params.js';
import { toTable } from '../../lib/tables/toTable.js';
import { scoresOf } from '../original/accessTable.js';
import { fuzzRuns } from './fuzzRuns.js';

const likelihood = fc.oneof(
  fc.constantFrom(3.4e38, 1e38, 1e20, 1, 1e-20, 1e-38, 1e-45, 0, -1, -3.4e38),
  fc.double({ min: 1e-45, max: 3.4e38, noNaN: true }),
);
const access = fc.record({
  tenant: fc.constantFrom('t', 's'),
  user: fc.constantFrom('a', 'b', 'c'),
  res: fc.constantFrom('x', 'y', 'z'),
  likelihood,
});
const newcomer = fc.record({
  tenant: fc.constantFrom('t', 's', 'new'),
  user: fc.constantFrom('a', 'b', 'n1', 'n2'),
  res: fc.constantFrom('x', 'y', 'm1', 'm2'),
  likelihood,
});
interface Row {
  tenant: string;
  user: string;
  res: string;
  likelihood: number;
}

const params: fc.Arbitrary<AccessAnomalyParams> = fc
  .record({
    rankParam: fc.integer({ min: 1, max: 4 }),
    maxIter: fc.integer({ min: 0, max: 5 }),
    regParam: fc.constantFrom(0, 1e-38, 1e-10, 1, 1e10, 3.4e38),
    scale: fc.boolean(),
    applyImplicitCf: fc.boolean(),
    alphaParam: fc.constantFrom(0, 1e-38, 1, 1e10, 3.4e38),
    separateTenants: fc.boolean(),
  })
  .map(({ scale, alphaParam, ...rest }) => ({
    ...rest,
    threads: 1,
    ...(rest.applyImplicitCf ? { alphaParam } : {}),
    ...(scale ? {} : { lowValue: null, highValue: null }),
  }));

const users = ['a', 'b', 'c', 'n1', 'n2'];
const resources = ['x', 'y', 'z', 'm1', 'm2'];
/** Scores are infinite for want of a connection, not because a number is. */
function expectFiniteVectors(model: AccessAnomalyModel): void {
  for (const tenant of ['t', 's', 'new']) {
    const vectors = [
      ...users.map((user) => model.userVector(tenant, user)),
      ...resources.map((res) => model.resVector(tenant, res)),
    ];
    for (const vector of vectors) expect(vector?.every(Number.isFinite) ?? true).toBe(true);
  }
}

const everyPair = toTable(
  ['t', 's', 'new'].flatMap((tenant) =>
    users.flatMap((user) => resources.map((res) => ({ tenant, user, res }))),
  ),
);

describe('foldIn', () => {
  it('gives finite scores, Infinity or null, or says which name it cannot place', async () => {
    const counts = { folded: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(access, { minLength: 1, maxLength: 8 }),
        fc.array(newcomer, { minLength: 1, maxLength: 6 }),
        params,
        async (known, fresh, given) => {
          const table = (rows: readonly Row[]) =>
            toTable({
              tenant: rows.map(({ tenant }) => tenant),
              user: rows.map(({ user }) => user),
              res: rows.map(({ res }) => res),
              likelihood: Float64Array.from(rows, (row) => row.likelihood),
            });
          const names = /^Expected (column likelihood to add up|accesses that give finite)/;
          const fit = (rows: readonly Row[]) =>
            new AccessAnomaly(given).fit(table(rows)).catch((error: Error) => {
              expect(error.message).toMatch(names);
              return null;
            });
          const model = await fit(known);
          const isFine = (score: number | null) =>
            score === null || score === Infinity || Number.isFinite(score);
          if (model === null) return;
          expectFiniteVectors(model);
          expect(scoresOf(model.transform(everyPair)).every(isFine)).toBe(true);
          const fold = (rows: readonly Row[]) =>
            model.foldIn(table(rows)).catch((error: Error) => {
              expect(error.message).toMatch(names);
              return null;
            });
          const folded = await fold(fresh);
          const again = await fold(fresh.toReversed());
          counts[folded ? 'folded' : 'refused']++;
          if (folded === null) {
            expect(again).toBeNull();
            return;
          }
          expectFiniteVectors(folded);
          const scores = scoresOf(folded.transform(everyPair));
          expect(scores.every(isFine)).toBe(true);
          expect(scoresOf(again!.transform(everyPair))).toEqual(scores);
          expect(scoresOf((await fit(known.toReversed()))!.transform(everyPair))).toEqual(
            scoresOf(model.transform(everyPair)),
          );
        },
      ),
      { seed: 6, numRuns: fuzzRuns(60) },
    );
    if (process.env.FUZZ_RUNS) console.log(counts);
    expect(counts.folded).toBeGreaterThan(counts.refused);
  });
});
