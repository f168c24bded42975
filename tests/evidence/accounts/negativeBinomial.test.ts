import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedNovelty, fitNovelty, noveltyTail } from '../../../lib/evidence/accounts/negativeBinomial.js';

/** The probability of n by the recursion from that of 0. */
function massOf(n: number, mean: number, dispersion: number): number {
  let mass = (dispersion / (mean + dispersion)) ** dispersion;
  for (let k = 0; k < n; k++) mass *= ((k + dispersion) / (k + 1)) * (mean / (mean + dispersion));
  return mass;
}

describe('noveltyTail', () => {
  it('is what is left above the count', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        fc.double({ min: 0.05, max: 100, noNaN: true }),
        (novel, mean, dispersion) => {
          let above = 0;
          let mass = massOf(novel, mean, dispersion);
          for (let n = novel; n < novel + 20_000; n++) {
            above += mass;
            mass *= ((n + dispersion) / (n + 1)) * (mean / (mean + dispersion));
          }
          expect(noveltyTail(novel, mean, dispersion)).toBeCloseTo(above, 9);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps digits far out, where 1 minus what is below has none', () => {
    const tail = noveltyTail(30, 0.03, 1);
    expect(tail).toBeGreaterThan(0);
    // The tail of a geometric distribution is known: (m / (m + 1))^n.
    expect(tail / (0.03 / 1.03) ** 30).toBeCloseTo(1, 9);
    expect(noveltyTail(0, 3, 1)).toBe(1);
    // Where the probability of 0 is too small for a number.
    expect(noveltyTail(5000, 1000, 1e4)).toBeLessThan(1e-100);
    expect(noveltyTail(1900, 2000, 500)).toBeGreaterThan(0.5);
    expect(noveltyTail(1900, 2000, 500)).toBeLessThan(0.95);
  });
});

describe('fitNovelty', () => {
  /** Counts of a gamma-Poisson mixture, by quantiles: no draw, so no noise of one. */
  const counts = Array.from({ length: 400 }, (_, n) => {
    const rate = -Math.log(1 - (n + 0.5) / 400) * 2;
    // Some days are busy, most are not.
    const novel = Math.round(rate * (n % 5 === 0 ? 4 : 0.3));
    return { novel, others: Math.round(rate * 9), windows: 9 };
  });

  it('finds that an account does what it did in its other windows', () => {
    const novelty = fitNovelty(counts);
    const [few, many] = [0, 60].map((others) => expectedNovelty(novelty, others, 9));
    expect(few).toBeLessThan(1);
    expect(many).toBeGreaterThan(5);
    expect(expectedNovelty(novelty, 0, 0)).toBeCloseTo(novelty.mean, 12);
  });

  it('makes the counts likelier than its neighbours do', () => {
    const found = fitNovelty(counts);
    const likelihood = (novelty: typeof found) =>
      [...counts, { novel: 1, others: 0, windows: 0 }].reduce((sum, { novel, others, windows }) => {
        return sum + Math.log(massOf(novel, expectedNovelty(novelty, others, windows), novelty.dispersion));
      }, 0);
    for (const name of ['mean', 'windows', 'dispersion'] as const) {
      for (const factor of [0.9, 1.1]) {
        // The search ends at 0.001 and 10,000.
        if (found[name] * factor < 1e-3 || found[name] * factor > 1e4) continue;
        expect(likelihood({ ...found, [name]: found[name] * factor })).toBeLessThanOrEqual(
          likelihood(found) + 1e-6,
        );
      }
    }
  });

  it('takes the first time for rare, not for impossible, where nobody ever did anything new', () => {
    const quiet = fitNovelty(Array.from({ length: 100 }, () => ({ novel: 0, others: 0, windows: 5 })));
    const p = noveltyTail(1, expectedNovelty(quiet, 0, 5), quiet.dispersion);
    expect(p).toBeGreaterThan(1e-6);
    expect(p).toBeLessThan(0.05);
  });
});
