import { describe, expect, it } from 'vitest';
import { compareRankings } from '../../../lib/evaluate/compare/compareRankings.js';

describe('compareRankings', () => {
  it('judges all by the pairs that all can score, and counts the others', () => {
    const table = compareRankings(
      { model: [3, 1, null, 2, null], rule: [1, 3, 9, 2, Number.NaN] },
      [1, 0, 1, 0, 0],
      { budget: 1, resamples: 50 },
    );
    const rows = table.toArray().map((row) => row.toJSON());
    expect(
      rows.map(({ ranking, pairs, anomalous, unscorable }) => [ranking, pairs, anomalous, unscorable]),
    ).toEqual([
      ['model', 3, 1, 2],
      ['rule', 3, 1, 1],
    ]);
    expect(rows.map((row) => row['unscorable anomalous'])).toEqual([1, 0]);
    expect(rows.map((row) => [row.AUC, row['precision at 1'], row['recall at 1']])).toEqual([
      [1, 1, 1],
      [0, 0, 0],
    ]);
    expect(rows[0]['AUC low']).toBeLessThanOrEqual(1);
  });

  it('takes a share of the pairs for a budget, and another name for it', () => {
    const scores = { model: [3, 1, null, 2], rule: [1, 3, 9, 2] };
    const [row] = compareRankings(scores, [1, 0, 1, 0], { budget: 0.5, resamples: 5 }).toArray();
    // Two of the three pairs that both can score.
    expect(row.toJSON()).toMatchObject({ 'precision at 50 %': 0.5, 'recall at 50 %': 1 });
    const named = compareRankings(scores, [1, 0, 1, 0], { budgetName: 'all', resamples: 5 });
    expect(named.schema.names).toContain('recall at all');
  });

  it('gives no figures where the pairs left are of one label', () => {
    const [row] = compareRankings({ model: [1, null] }, [1, 0]).toArray();
    expect(row.toJSON()).toMatchObject({ pairs: 1, unscorable: 1, AUC: null, 'precision at 25': null });
  });

  it('names what does not fit', () => {
    expect(() => compareRankings({ model: [1] }, [1, 0])).toThrow(
      'Expected 2 scores of model, one a label, got 1',
    );
  });
});
