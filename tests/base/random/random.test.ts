import { describe, expect, it } from 'vitest';
import { normal, seededRandom } from '../../../lib/base/random/random.js';

function draw(random: () => number, count: number): number[] {
  return Array.from({ length: count }, random);
}

function moments(values: number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}

describe('seededRandom', () => {
  it('is the Mersenne Twister, whose published outputs for its default seed 5489 start with these two', () => {
    const high = 3499211612 % 2 ** 26;
    const low = 581869302 % 2 ** 27;
    expect(seededRandom(5489)()).toBe((high * 2 ** 27 + low) / 2 ** 53);
  });

  it('gives the same numbers for a seed, today and tomorrow', () => {
    expect(draw(seededRandom(0), 3)).toEqual([0.12406416194182224, 0.7721193584278794, 0.5768557109573459]);
    expect(draw(seededRandom(42), 2)).toEqual([0.9705673231091424, 0.8457159529613436]);
  });

  it('is uniform in [0, 1)', () => {
    const values = draw(seededRandom(1), 100_000);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    const { mean, variance } = moments(values);
    expect(mean).toBeCloseTo(1 / 2, 2);
    expect(variance).toBeCloseTo(1 / 12, 2);
    for (let bin = 0; bin < 10; bin++) {
      const count = values.filter((value) => Math.floor(value * 10) === bin).length;
      // Four deviations of a binomial around 10,000.
      expect(Math.abs(count - 10_000)).toBeLessThan(380);
    }
  });

  it('is uniform over seeds too, from the first number on', () => {
    const firsts = Array.from({ length: 1000 }, (_, seed) => seededRandom(seed)());
    const { mean, variance } = moments(firsts);
    expect(mean).toBeCloseTo(1 / 2, 1);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });

  it('tells seeds apart, negative and large ones as well', () => {
    const seeds = [0, 1, -1, -2, 2 ** 31, 2 ** 33, 5 * 2 ** 32, Number.MAX_SAFE_INTEGER];
    expect(new Set(seeds.map((seed) => seededRandom(seed)())).size).toBe(seeds.length);
  });

  it.each([0.5, Number.NaN, 2 ** 53])('refuses the seed %d', (seed) => {
    expect(() => seededRandom(seed)).toThrow(`Expected seed to be a safe integer, got ${seed}`);
  });
});

describe('normal', () => {
  it('turns two uniform numbers into two normal ones', () => {
    const uniform = [1 - Math.exp(-2), 0, 1 - Math.exp(-2), 0.25];
    const next = normal(() => uniform.shift()!);
    // Radius 2 at angle 0, and then at a quarter turn.
    const [a, b, c, d] = draw(next, 4);
    expect(a).toBeCloseTo(2, 12);
    expect(b).toBe(0);
    expect(c).toBeCloseTo(0, 12);
    expect(d).toBeCloseTo(2, 12);
  });

  it('has mean 0, variance 1 and the tails of the bell', () => {
    const values = draw(normal(seededRandom(3)), 100_000);
    const { mean, variance } = moments(values);
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
    const within = (limit: number) =>
      values.filter((value) => Math.abs(value) < limit).length / values.length;
    expect(within(1)).toBeCloseTo(0.6827, 2);
    expect(within(2)).toBeCloseTo(0.9545, 2);
  });

  it('stays finite where the uniform source gives its extremes', () => {
    for (const extreme of [0, 1 - 2 ** -53]) {
      expect(
        draw(
          normal(() => extreme),
          2,
        ).every(Number.isFinite),
      ).toBe(true);
    }
  });
});
