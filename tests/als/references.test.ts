import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { trainAls } from '../../lib/als/trainAls.js';

const folder = new URL('../fixtures/reference/spark-als/', import.meta.url);

interface Reference {
  rank: number;
  regParam: number;
  alpha: number;
  implicitPrefs: boolean;
  nonnegative: boolean;
  ratings: [number, number, number][];
  factors: Record<string, { user: number[][]; item: number[][] }>;
}

/** Rows [id, f1, ..., fk] to a row-major array of `numRows` rows. */
function factorArray(rows: number[][], numRows: number, rank: number): Float32Array {
  const factors = new Float32Array(numRows * rank);
  for (const [id, ...row] of rows) factors.set(row, id * rank);
  return factors;
}

function largestDifference(actual: Float32Array, expected: Float32Array): number {
  expect(actual.length).toBe(expected.length);
  return actual.reduce((largest, value, n) => Math.max(largest, Math.abs(value - expected[n])), 0);
}

describe.each(readdirSync(folder))('Spark ALS: %s', (file) => {
  const reference: Reference = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  const { rank, regParam, alpha, implicitPrefs, nonnegative, factors } = reference;
  const ratings = {
    users: Int32Array.from(reference.ratings, ([user]) => user),
    items: Int32Array.from(reference.ratings, ([, item]) => item),
    ratings: Float64Array.from(reference.ratings, ([, , rating]) => rating),
  };

  it.each([1, 2, 5, 25])('reaches the recorded factors after %i iterations', async (maxIter) => {
    const numUsers = Math.max(...ratings.users) + 1;
    const model = await trainAls(ratings, {
      rank,
      maxIter,
      regParam,
      alpha,
      implicitPrefs,
      nonnegative,
      initialUserFactors: factorArray(factors[0].user, numUsers, rank),
    });
    const expected = factors[maxIter];
    expect(
      largestDifference(model.userFactors, factorArray(expected.user, model.numUsers, rank)),
    ).toBeLessThan(2e-4);
    expect(
      largestDifference(model.itemFactors, factorArray(expected.item, model.numItems, rank)),
    ).toBeLessThan(2e-4);
    expect(model.iterations).toBe(maxIter);
  });
});
