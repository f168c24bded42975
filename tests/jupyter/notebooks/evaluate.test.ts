import { describe, expect, it } from 'vitest';
import { findTable, numberOf, outputs, tableCells } from '../notebookCells.js';
import { execute } from './execute.js';

describe('04-evaluate', () => {
  it('says on all four sets how both scores do beside simple rules', async () => {
    const cells = await execute('04-evaluate', { resamples: 20 });
    const tests = findTable(
      cells,
      'set,test,trained on,set aside,set aside and seen,anomalous or drawn,anomalous and seen',
    );
    expect(tests).toHaveLength(9);
    expect(new Set(tests.slice(1).map(([name]) => name))).toEqual(
      new Set(['lanl-2015-redteam', 'aws-cloudtrail-stratus', 'lanl-2014', 'rbac-five-tenants']),
    );
    const head = 'ranking,scorable AUC,scorable AP,novel AUC,novel AP,everything AUC,everything AP,first 1 %';
    const tables = outputs(cells, 'text/html')
      .map((html) => tableCells(html as string))
      .filter((rows) => rows[0]?.join(',') === head);
    expect(tables).toHaveLength(8);
    const figure = (test: number, ranking: string, column: number) =>
      Number.parseFloat(tables[test].find(([name]) => name === ranking)![column]);
    // lanl-2015-redteam by pairs, and by events; then the others, as in design/scores.md.
    expect(figure(0, 'evidence, no history', 1)).toBeCloseTo(0.93, 1);
    expect(figure(0, "the resource's rarity", 1)).toBeCloseTo(0.92, 1);
    expect(figure(1, 'evidence', 5)).toBeGreaterThan(0.965);
    for (const [test, scorable] of [
      [4, 0.975],
      [5, 0.87],
      [6, 0.99],
      [7, 0.965],
    ]) {
      const evidence = figure(test, 'evidence', 1);
      expect(evidence).toBeGreaterThan(scorable);
      for (const rule of ['anomaly score', "the resource's rarity", 'what peers do', 'seen before']) {
        expect(evidence, rule).toBeGreaterThan(figure(test, rule, 1) - 0.005);
        expect(figure(test, 'evidence', 5), rule).toBeGreaterThan(figure(test, rule, 5));
      }
    }
    const promises = outputs(cells, 'text/html')
      .map((html) => tableCells(html as string))
      .filter((rows) => rows[0]?.join(',') === 'kind,accesses,promised,realised,low,high')
      .flatMap((rows) => rows.filter(([kind, accesses]) => kind === 'all' && numberOf(accesses) > 2000));
    expect(promises).toHaveLength(4);
    for (const [, , promised, realised] of promises) {
      const [low, high] = Number(promised) === 0.01 ? [0.003, 0.02] : [0.03, 0.07];
      expect(Number(realised)).toBeGreaterThanOrEqual(low);
      expect(Number(realised)).toBeLessThanOrEqual(high);
    }
  });
});
