import { describe, expect, it } from 'vitest';
import { shortageOf } from '../../../lib/original/fit/shortageOf.js';

const size = { rows: 5_000_000, users: 100_000, resources: 50_000, rank: 10, threads: 2 };

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('Expected an error');
}

describe('shortageOf', () => {
  it.each([
    ['Invalid typed array length: 1099511627776', () => new Float64Array(2 ** 40)],
    ['Array buffer allocation failed', () => new ArrayBuffer(2 ** 52)],
  ])('names figure and remedy where V8 says %s', (message, allocate) => {
    const cause = thrownBy(allocate);
    const error = shortageOf(cause, size) as RangeError;
    expect(error.message).toBe(
      'Expected room for a fit, got 5,000,000 rows of 100,000 users and 50,000 resources at rank 10, which take about ' +
        `0.378 GB: fit it on Spark (connectSpark, docs/scale.md) (${message})`,
    );
    expect(error.cause).toBe(cause);
  });

  it('leaves other errors as they are', () => {
    const others = [new RangeError('Expected a table with at least one row'), new Error('allocation failed')];
    for (const other of others) expect(shortageOf(other, size)).toBe(other);
  });
});
