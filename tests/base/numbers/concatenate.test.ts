import { expect, it } from 'vitest';
import { concatenate } from '../../../lib/base/numbers/concatenate.js';

it('concatenate puts arrays one behind the other, in one of the kind that is asked for', () => {
  expect(concatenate(Int32Array, [Int32Array.of(1, 2), [], [3]])).toEqual(Int32Array.of(1, 2, 3));
  expect(concatenate(Float64Array, [Float32Array.of(0.5), Int32Array.of(2)])).toEqual(
    Float64Array.of(0.5, 2),
  );
  expect(concatenate(Float64Array, [])).toEqual(new Float64Array());
});
