import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { findTable } from '../notebookCells.js';
import '../provided.js';
import { execute } from './execute.js';

describe('03-score-a-new-day', () => {
  it('has no ties among its first 25 on LANL 2014', async () => {
    const { evidence, alike } = await lanlAlerts();
    expect(evidence).toHaveLength(25);
    expect(new Set(evidence).size).toBe(25);
    expect(alike.every((n) => n >= 0)).toBe(true);
  });
});

/** The list of notebook 03 on the spans of LANL 2014 that both notebooks start with. */
async function lanlAlerts(): Promise<{ evidence: number[]; alike: number[] }> {
  const folder = path.join(inject('runs'), 'lanl model');
  await execute('02-your-own-logs', { modelFolder: folder });
  const cells = await execute('03-score-a-new-day', {
    modelFolder: folder,
    nextModelFolder: `${folder} next`,
    earlier: '',
  });
  const [, ...rows] = findTable(
    cells,
    'rank,tenant,user,res,kind,evidence,times,p_next,why,alike,habit,anomaly_score',
  );
  return { evidence: rows.map((row) => Number(row[5])), alike: rows.map((row) => Number(row[9])) };
}
