import { expectNumber } from '../base/checks/expect.js';
import { unexpected } from '../base/checks/unexpected.js';
import type { Ratings } from './types.js';

/** Refuses ratings that can't be trained on, and fills in the numbers of users and items. */
export function checkRatings(input: Ratings): Required<Ratings> {
  const { users, items, ratings } = input;
  if (!(users instanceof Int32Array)) throw unexpected('users', 'to be an Int32Array', users, false);
  if (!(items instanceof Int32Array)) throw unexpected('items', 'to be an Int32Array', items, false);
  if (!(ratings instanceof Float32Array || ratings instanceof Float64Array)) {
    throw unexpected('ratings', 'to be a Float32Array or a Float64Array', ratings, false);
  }
  if (users.length !== items.length || users.length !== ratings.length) {
    throw new RangeError(
      `Expected users, items and ratings of one length, got ${users.length}, ${items.length} and ${ratings.length}`,
    );
  }
  if (ratings.length === 0) throw new RangeError('Expected at least one rating, got 0');
  for (let n = 0; n < ratings.length; n++) {
    if (!Number.isFinite(Math.fround(ratings[n]))) {
      throw new RangeError(`Expected ratings to be finite 32-bit numbers, got ${ratings[n]} at index ${n}`);
    }
  }
  return {
    users,
    items,
    ratings,
    numUsers: checkIds('users', users, 'numUsers', input.numUsers),
    numItems: checkIds('items', items, 'numItems', input.numItems),
  };
}

function checkIds(name: string, ids: Int32Array, countName: string, count: number | undefined): number {
  let largest = -1;
  for (let n = 0; n < ids.length; n++) {
    if (ids[n] < 0) throw new RangeError(`Expected ${name} to hold ids from 0, got ${ids[n]} at index ${n}`);
    if (ids[n] > largest) largest = ids[n];
  }
  if (count === undefined) return largest + 1;
  const expected = `an integer above the largest id ${largest}`;
  return expectNumber(countName, count, expected, (n) => Number.isInteger(n) && n > largest);
}
