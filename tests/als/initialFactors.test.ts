import { describe, expect, it } from 'vitest';
import { givenFactors, initialFactors } from '../../lib/als/initialFactors.js';
import { startsOf } from '../../lib/base/numbers/startsOf.js';
import { seededRandom } from '../../lib/base/random/random.js';

/** The starts of `numRows` rows, of which the listed ones have an interaction. */
function startsWith(rows: number[], numRows: number) {
  return startsOf(Int32Array.from(rows), numRows);
}

describe('initialFactors', () => {
  it('makes each row a unit vector', () => {
    const factors = initialFactors(startsWith([0, 1, 2], 3), 5, seededRandom(1));
    for (let row = 0; row < 3; row++) {
      expect(Math.hypot(...factors.subarray(row * 5, (row + 1) * 5))).toBeCloseTo(1, 6);
    }
  });

  it('points in all directions', () => {
    const factors = initialFactors(startsWith([...Array(1000).keys()], 1000), 2, seededRandom(1));
    const quadrants = [0, 0, 0, 0];
    for (let n = 0; n < factors.length; n += 2) {
      quadrants[(factors[n] > 0 ? 1 : 0) + (factors[n + 1] > 0 ? 2 : 0)]++;
    }
    for (const count of quadrants) expect(Math.abs(count - 250)).toBeLessThan(55);
  });

  it('leaves rows without an interaction at zero, and the others as they would be with it', () => {
    const all = initialFactors(startsWith([0, 1, 2], 3), 2, seededRandom(9));
    const some = initialFactors(startsWith([0, 2, 2], 3), 2, seededRandom(9));
    expect([...some.subarray(2, 4)]).toEqual([0, 0]);
    expect(some.subarray(0, 2)).toEqual(all.subarray(0, 2));
    expect(some.subarray(4)).toEqual(all.subarray(4));
  });

  it('depends on the seed alone', () => {
    const draw = (seed: number) => initialFactors(startsWith([0, 1], 2), 3, seededRandom(seed));
    expect(draw(4)).toEqual(draw(4));
    expect(draw(4)).not.toEqual(draw(5));
  });
});

describe('givenFactors', () => {
  const side = startsWith([0, 2], 3);

  it('copies, with zeros for rows without an interaction', () => {
    const given = Float32Array.of(1, 2, 3, 4, -5, 6);
    const factors = givenFactors(given, side, 2);
    expect([...factors]).toEqual([1, 2, 0, 0, -5, 6]);
    factors[0] = 99;
    expect(given[0]).toBe(1);
  });

  it('refuses too few, too many and other kinds', () => {
    const message =
      'Expected initialUserFactors to be a Float32Array of numUsers x rank = 3 x 2 numbers, got';
    expect(() => givenFactors(new Float32Array(5), side, 2)).toThrow(`${message} 5`);
    expect(() => givenFactors([1, 2, 3, 4, 5, 6, 7] as never, side, 2)).toThrow(`${message} 7`);
    expect(() => givenFactors(new Float64Array(6) as never, side, 2)).toThrow(message);
  });

  it('refuses numbers that are not finite, unless nobody reads them', () => {
    expect(() => givenFactors(Float32Array.of(1, 2, 3, 4, 5, Number.NaN), side, 2)).toThrow(
      'Expected initialUserFactors to be finite, got NaN for user 2',
    );
    expect([...givenFactors(Float32Array.of(1, 2, Number.NaN, 4, 5, 6), side, 2)]).toEqual([
      1, 2, 0, 0, 5, 6,
    ]);
  });
});
