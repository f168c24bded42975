import { describe, expect, it } from 'vitest';
import { checkRatings } from '../../lib/als/checkRatings.js';
import type { Ratings } from '../../lib/als/types.js';

const valid: Ratings = {
  users: Int32Array.of(0, 2),
  items: Int32Array.of(4, 0),
  ratings: Float64Array.of(1, -2.5),
};

describe('checkRatings', () => {
  it('counts users and items up to the largest id', () => {
    expect(checkRatings(valid)).toEqual({ ...valid, numUsers: 3, numItems: 5 });
  });

  it('keeps larger numbers of users and items', () => {
    expect(checkRatings({ ...valid, numUsers: 7, numItems: 5 })).toMatchObject({ numUsers: 7, numItems: 5 });
  });

  it.each<[Record<string, unknown>, string]>([
    [{ users: [0, 2] }, 'Expected users to be an Int32Array'],
    [{ items: new Uint32Array(2) }, 'Expected items to be an Int32Array'],
    [{ ratings: [1, 2] }, 'Expected ratings to be a Float32Array or a Float64Array'],
    [{ items: new Int32Array(3) }, 'Expected users, items and ratings of one length, got 2, 3 and 2'],
    [{ users: Int32Array.of(0, -1) }, 'Expected users to hold ids from 0, got -1 at index 1'],
    [{ items: Int32Array.of(-3, 0) }, 'Expected items to hold ids from 0, got -3 at index 0'],
    [
      { ratings: Float64Array.of(1, Number.NaN) },
      'Expected ratings to be finite 32-bit numbers, got NaN at index 1',
    ],
    [
      { ratings: Float64Array.of(1e39, 1) },
      'Expected ratings to be finite 32-bit numbers, got 1e+39 at index 0',
    ],
    [{ numUsers: 2 }, 'Expected numUsers to be an integer above the largest id 2, got 2'],
    [{ numItems: 5.5 }, 'Expected numItems to be an integer above the largest id 4, got 5.5'],
  ])('refuses %o', (wrong, message) => {
    expect(() => checkRatings({ ...valid, ...wrong } as Ratings)).toThrow(message);
  });

  it('refuses to train on nothing', () => {
    const none = { users: new Int32Array(), items: new Int32Array(), ratings: new Float32Array() };
    expect(() => checkRatings(none)).toThrow('Expected at least one rating, got 0');
  });
});
