import { beforeAll, describe, expect, it } from 'vitest';
import { accessSankey } from '../../../lib/figures/accessSankey.js';
import type { SankeyTrace } from '../../../lib/figures/sankey/sankeyTrace.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { type Cell, executed } from '../executed.js';
import { codeCells, findTable, numberOf, outputs, tableCells } from '../notebookCells.js';
import { sankeys } from './sankeys.js';

describe('01-anomalous-access-detection', () => {
  let cells: Cell[];
  beforeAll(async () => {
    cells = codeCells((await executed('notebooks/01-anomalous-access-detection.ipynb')).notebook);
  });

  it('runs every cell in order', () => {
    expect(cells.map((cell) => cell.execution_count)).toEqual(cells.map((_, n) => n + 1));
  });

  it("tells the groups apart as the original's does", () => {
    const counts = findTable(cells, 'training,in-group,out-group');
    expect(counts[1]).toEqual(['1,775', '635', '1,294']);
    const statistics = outputs(cells, 'text/html')
      .map((html) => tableCells(html as string))
      .filter((rows) => rows[0]?.join(',') === 'count,min,max,mean,stddev')
      .map((rows) => rows[1].map(numberOf));
    const [[inCount, , , inMean, inDeviation], [outCount, , , outMean, outDeviation]] = statistics;
    expect([inCount, outCount]).toEqual([635, 1294]);
    // The original's own random start gave 1.07 +- 1.94 and 14.19 +- 3.32.
    expect(Math.abs(inMean - 1.07)).toBeLessThan(0.3);
    expect(Math.abs(inDeviation - 1.94)).toBeLessThan(0.4);
    expect(Math.abs(outMean - 14.19)).toBeLessThan(1);
    expect(Math.abs(outDeviation - 3.32)).toBeLessThan(0.5);
    const [, [, withoutFfa]] = findTable(cells, 'AUC, all accesses,AUC, without ffa');
    expect(Number(withoutFfa)).toBeGreaterThan(0.99);
  });

  it('sends the hundred highest scores on, with a time', () => {
    const rows = findTable(cells, 'tenant_id,user,res,anomaly_score,timestamp (UTC)');
    const scores = rows.slice(1).map((row) => Number(row[3]));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(rows[1][4]).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it("draws with danfo's steps what accessSankey draws in one call", () => {
    const [{ node, link }] = sankeys(cells);
    const users = node.label.slice(0, Math.min(...link.target));
    const links = link.source.map((source, n) => ({
      user: node.label[source],
      res: node.label[link.target[n]],
      count: link.value[n],
      colour: link.color[n],
    }));
    const red = links.filter(({ colour }) => colour === 'red');
    expect(red).toHaveLength(25);
    expect(links.length).toBeLessThanOrEqual(50);
    const [trace] = accessSankey(toTable(links), toTable(red)).data;
    const drawn = (some: SankeyTrace) =>
      some.link.source
        .map((source, n) =>
          [some.node.label[source], some.node.label[some.link.target[n]], some.link.color[n]].join(),
        )
        .sort();
    expect(drawn(trace)).toEqual(drawn({ node, link } as SankeyTrace));
    expect(new Set(users).size).toBe(users.length);
  });
});
