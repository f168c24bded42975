import type { Table } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { compareRankers } from '../../../lib/evaluate/compare/compareRankers.js';
import { rankerOf, scoreBy } from '../../../lib/evaluate/compare/ranker.js';
import { toTable } from '../../../lib/tables/toTable.js';

describe('compareRankers', () => {
  const pairs = toTable(
    [0, 0, 0, 0, 1, 1, 1].map((label, n) => ({ user: `u${n}`, res: 'r', label, seen: n === 0 || n === 4 })),
  );
  const known = { model: () => [1, 2, 3, null, 5, 6, null], rule: () => [1, 1, 1, 1, 2, 2, 2] };
  const figures = (among: 'scorable' | 'novel' | 'everything', options = {}) =>
    compareRankers(known, pairs, { among, resamples: 10, ...options })
      .toArray()
      .map(({ ranking, pairs, anomalous, AUC }) => [ranking, pairs, anomalous, AUC]);

  it('judges what all can score, of these what is novel, or everything with what is unscorable on top', () => {
    expect(figures('scorable')).toEqual([
      ['model', 5, 2, 1],
      ['rule', 5, 2, 1],
    ]);
    expect(figures('novel')).toEqual([
      ['model', 3, 1, 1],
      ['rule', 3, 1, 1],
    ]);
    // One normal pair shares the top with one anomalous pair, and stands above two.
    expect(figures('everything')[0]).toEqual(['model', 7, 3, (4 * 3 - 2 - 0.5) / 12]);
  });

  it('looks at a share of the pairs, or at a number', () => {
    const share = compareRankers(known, pairs, { budget: 0.3, resamples: 10 });
    expect(share.get(0)!['precision at 30 %']).toBe(1);
    expect(compareRankers(known, pairs, { budget: 4, resamples: 10 }).get(0)!['precision at 4']).toBe(0.5);
  });

  it('takes NaN for no score, and refuses what is no ranker, no label, or too short', () => {
    const rule = () => Float64Array.from([1, 2, 3, Number.NaN, 5, 6, Number.NaN]);
    expect(compareRankers({ rule }, pairs, { resamples: 10 }).get(0)!.pairs).toBe(5);
    expect(compareRankers({ rule }, pairs, { resamples: 10, among: 'everything' }).get(0)!.pairs).toBe(7);
    expect(() => compareRankers({ rule: { transform: rule } as never }, pairs)).toThrow(
      'Expected a model, a function of a table or scores as ranker rule, got an object',
    );
    expect(() => compareRankers({ rule: () => [1] }, pairs)).toThrow(
      'Expected 7 scores of rule, one a pair, got 1',
    );
    expect(() => compareRankers(known, toTable([{ label: null }]))).toThrow('got null in row 0');
    expect(() => compareRankers(known, pairs, { amng: 'novel' } as never)).toThrow('amng');
  });

  it('takes models by their score or a column, functions and known scores, each a score a row', () => {
    const model = {
      transform: (table: Table) => table.assign(toTable({ other: known.rule() })),
      score: () => known.rule(),
    };
    const rankers = { model, other: rankerOf(model, 'other'), rule: known.rule, scores: known.rule() };
    const scores = scoreBy(rankers, pairs);
    expect(Object.keys(scores)).toEqual(['model', 'other', 'rule', 'scores']);
    for (const values of Object.values(scores)) expect(values).toEqual(known.rule());
    expect(() => scoreBy({ a: rankerOf(model, 'none') }, pairs)).toThrow('Expected a column none');
    expect(() => rankerOf(model, 'p_new')).toThrow('rank by evidence');
    expect(() => rankerOf(model, undefined as never)).toThrow(
      new TypeError('Expected column to name a column, got undefined'),
    );
  });
});
