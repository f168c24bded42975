import { describe, expect, it } from 'vitest';
import { fitMemory } from '../../../lib/original/fit/fitMemory.js';

const MB = 2 ** 20;
const common = { rank: 10, threads: 2 };

describe('fitMemory', () => {
  // Peaks of bench/scale on two cores (its RESULTS.md has those of the last run), in MB above the table.
  it.each([
    [55, { rows: 3e5, users: 9979, resources: 5000 }],
    [81, { rows: 1e6, users: 29_951, resources: 15_000 }],
    [345, { rows: 5e6, users: 99_928, resources: 50_000 }],
    [418, { rows: 5e6, users: 99_928, resources: 50_000, textColumns: 3 }],
    [329, { rows: 5e6, users: 97_013, resources: 49_738 }],
    [643, { rows: 5e6, users: 907_004, resources: 458_983 }],
    [487, { rows: 5e6, users: 499_794, resources: 299_996 }],
    [182, { rows: 1e6, users: 200_000, resources: 98_910 }],
    [1026, { rows: 20e6, users: 299_923, resources: 100_000 }],
    [2390, { rows: 50e6, users: 499_967, resources: 150_000 }],
  ])('is above the %i MB that were measured, by a quarter or so at most: %o', (measured, size) => {
    const estimate = fitMemory({ ...common, ...size }) / MB;
    expect(estimate).toBeGreaterThanOrEqual(measured);
    expect(estimate).toBeLessThan(1.25 * measured + 10);
  });

  it('grows with each of what it depends on', () => {
    const size = { ...common, rows: 1e6, users: 1e4, resources: 1e4, textColumns: 1, drawn: 1e5 };
    for (const name of Object.keys(size) as (keyof typeof size)[]) {
      expect(fitMemory({ ...size, [name]: 2 * size[name] })).toBeGreaterThan(fitMemory(size));
    }
  });
});
