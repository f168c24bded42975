import { describe, expect, it } from 'vitest';
import type { EngineResults, Training } from '../../bench/engine/types.js';

const { figure } = (await import('../../bench/engine/figure.mjs' as string)) as {
  figure: (results: EngineResults) => { data: Record<string, unknown>[] };
};
const { report: renderReport } = (await import('../../bench/engine/report.mjs' as string)) as {
  report: (results: EngineResults) => string;
};
const { objective } = (await import('../../bench/engine/objective.mjs' as string)) as {
  objective: (interactions: object, factors: object, weights: object) => number;
};

const training = (competitor: Training['competitor'], dataset: string, milliseconds: number[]): Training => ({
  ...{ competitor, dataset, rank: 10, threads: 2, iterations: 10, objective: 200 },
  interactions: dataset === '1M' ? 1e6 : 1e5,
  runs: milliseconds.map((msPerIteration) => ({
    ...{ msPerIteration, totalSeconds: 1, peakMb: 100, beyondMb: null },
  })),
});

const results: EngineResults = {
  ...{ date: '2026-01-02T03:04:05Z', minutes: 4, quick: true, threads: 2 },
  machine: { cpu: 'a CPU', cores: 2, memoryGb: 24, system: 'Linux', load: [0, 0, 0] },
  versions: { node: '20', java: null },
  unavailable: { spark: 'no Java is installed' },
  cases: [
    training('ours-nonnegative', '1M', [20, 10, 30]),
    training('implicit-cg', '1M', [50, 70]),
    training('implicit-cg', '100k', [9]),
    { ...training('spark', '1M', []), skipped: 'no Java is installed' },
  ],
  endToEnd: [],
  notebook: [{ runs: [], skipped: 'left out by --only' }],
};

describe('the report of a benchmark', () => {
  it('compares medians, and says what was not measured', () => {
    const report = renderReport(results);
    expect(report).toContain('| **3 x** (holds) | 60 ms / 20 ms |');
    expect(report).toContain('| ours, non-negative exact | 20 | 3 (10 to 30) | 1 | 0.000 % | 100 | - |');
    expect(report).toContain('| Spark ALS, non-negative | not run: no Java is installed |');
    expect(report).toContain('Notebook 01: not run: left out by --only');
    expect(report).not.toMatch(/NaN|undefined/);
  });

  it('draws what was measured: bars of the headline, and a line for each engine by size', () => {
    const { data } = figure(results);
    expect(data.map(({ type, x, y }) => [type, x, y])).toEqual([
      ['bar', [20, 60], ['ours, non-negative exact', 'implicit, CG (its default)']],
      ['scatter', [1e5, 1e6], [9, 60]],
      ['scatter', [1e6], [20]],
    ]);
  });
});

describe('objective', () => {
  it('is the sum over all pairs, seen or not', () => {
    const factors = { userFactors: [1, 2], itemFactors: [0.5, 0.25], rank: 1 };
    const interactions = { users: [0, 1], items: [0, 1], ratings: [3, 1] };
    const seen = 4 * (1 - 0.5) ** 2 + 2 * (1 - 0.5) ** 2;
    const unseen = 0.25 ** 2 + 1 ** 2;
    const norms = 1 + 4 + 0.25 + 0.0625;
    expect(objective(interactions, factors, { alpha: 1, lambda: 0.1 })).toBeCloseTo(
      seen + unseen + 0.1 * norms,
      12,
    );
  });
});
