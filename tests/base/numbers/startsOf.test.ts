import { expect, it } from 'vitest';
import { startsOf } from '../../../lib/base/numbers/startsOf.js';

it('startsOf says where the entries of each row start, and where the last end', () => {
  expect([...startsOf(Int32Array.of(2, 0, 2, 2), 4)]).toEqual([0, 1, 1, 4, 4]);
  expect([...startsOf(new Int32Array(), 0)]).toEqual([0]);
});

it('startsOf writes to an array that is given', () => {
  const shared = new Int32Array(new SharedArrayBuffer(12));
  expect(startsOf(Int32Array.of(1, 1, 0), 2, shared)).toBe(shared);
  expect([...shared]).toEqual([0, 1, 3]);
});
