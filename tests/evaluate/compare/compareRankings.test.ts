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
