import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitCurve } from '../../lib/figures/fitCurve.js';
import { chooseBins, countInBins } from '../../lib/figures/plotly/binScores.js';
import { scoreDistribution } from '../../lib/figures/scoreDistribution.js';
import { toTable } from '../../lib/tables/toTable.js';

describe('scoreDistribution', () => {
  it('shows shares of each group on shared bins', () => {
    const { data } = scoreDistribution(
      [
        { name: 'in', scores: [0, 0, 1, 1] },
        { name: 'out', scores: [4] },
      ],
      { bins: 4 },
    );
    expect(data.map((trace) => trace.width)).toEqual([1, 1]);
    expect(data[0].x).toEqual([0.5, 1.5]);
    expect(data[0].y).toEqual([0.5, 0.5]);
    expect([data[1].x, data[1].y]).toEqual([[4.5], [1]]);
  });

  it('counts null and NaN in the legend and gives infinity a bar of its own', () => {
    const { data, layout } = scoreDistribution([
      { name: 'a<b', scores: [1, null, Number.NaN, Number.POSITIVE_INFINITY] },
    ]);
    expect(data[0].name).toBe('a&lt;b (1 infinite, 2 not scored)');
    expect(data[0].y.reduce((sum, share) => sum + share)).toBeCloseTo(1);
    expect(JSON.stringify(layout)).toContain('∞');
  });

  it('puts infinite scores at the ends of the axis', () => {
    const { data, layout } = scoreDistribution(
      [{ name: 'a', scores: [Number.NEGATIVE_INFINITY, 0.5, 1.5, Number.POSITIVE_INFINITY] }],
      { bins: 2 },
    );
    const { x, y, customdata } = data[0];
    const [below, above] = [customdata.indexOf('−∞'), customdata.indexOf('∞')];
    expect([y[below], y[above]]).toEqual([0.25, 0.25]);
    expect(x[below]).toBeLessThan(0);
    expect(x[above]).toBeGreaterThan(2);
    const { tickvals, ticktext } = layout.xaxis as { tickvals: number[]; ticktext: string[] };
    expect([tickvals[0], tickvals.at(-1)]).toEqual([x[below], x[above]]);
    expect([ticktext[0], ticktext.at(-1)]).toEqual(['−∞', '∞']);
  });

  it('draws a group of infinite scores, and one without any', () => {
    const { data } = scoreDistribution([
      { name: 'infinite', scores: [Number.POSITIVE_INFINITY] },
      { name: 'none', scores: [null] },
    ]);
    expect(data[0]).toMatchObject({ y: [1], customdata: ['∞'] });
    expect(data[1]).toMatchObject({ name: 'none (1 not scored)', x: [], y: [] });
  });

  it('takes an Arrow column', () => {
    const scores = toTable({ score: [1, null, 2.5] }).getChild('score')!;
    expect(scoreDistribution([{ name: 'a', scores }]).data[0].name).toBe('a (1 not scored)');
  });

  it('stays small for many scores', () => {
    const scores = Array.from({ length: 100_000 }, (_, n) => Math.sin(n));
    expect(JSON.stringify(scoreDistribution([{ name: 'a', scores }])).length).toBeLessThan(10_000);
  });

  it('refuses to draw nothing', () => {
    expect(() => scoreDistribution([])).toThrow('Expected at least one group of scores, got none');
    expect(() => scoreDistribution([{ name: 'a', scores: [1] }], { bins: 0 })).toThrow(
      'Expected bins to be a positive integer, got 0',
    );
  });
});

describe('bins', () => {
  it('hold a range that floating point cannot divide', () => {
    expect(countInBins([-5e-324, 0], chooseBins(-5e-324, 0, 1))).toEqual([2]);
    expect(countInBins([1e-310, 9e-310], chooseBins(1e-310, 9e-310, 40))).toEqual([2]);
  });

  it('hold every value, whatever the range', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });
    fc.assert(
      fc.property(fc.array(number, { minLength: 1 }), fc.integer({ min: 1, max: 60 }), (values, target) => {
        const bins = chooseBins(Math.min(...values), Math.max(...values), target);
        const counts = countInBins(values, bins);
        expect(counts.reduce((sum, count) => sum + count)).toBe(values.length);
        expect(bins.size).toBeLessThanOrEqual(target + 2);
      }),
    );
  });
});

describe('fitCurve', () => {
  it('draws positive changes on a logarithmic axis', () => {
    const { data, layout } = fitCurve([
      { iteration: 1, change: 0.5 },
      { iteration: 2 },
      { iteration: 3, change: 0 },
    ]);
    expect([data[0].x, data[0].y]).toEqual([[1], [0.5]]);
    expect(layout).toMatchObject({ yaxis: { type: 'log' } });
  });
});
