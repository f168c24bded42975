import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, it, vi } from 'vitest';
import { readNotebook } from '../../jupyter/executed.js';
import { codeCells, findTable, numberOf } from '../../jupyter/notebookCells.js';
import { start } from '../../jupyter/start.js';
import './provided.js';

it('05-past-one-machine finds the same model on both sides, and writes its report', async () => {
  const { url, folder } = inject('spark');
  // By the environment, since parameters are saved with the notebook: the server's string has its token.
  vi.stubEnv('SPARK_REMOTE', url);
  // After six iterations both sides have to agree as after 25.
  const parameters = { maxIter: 6, largest: 9000, numBlocks: 2 };
  const given = Object.entries(parameters).flatMap(([name, value]) => ['-p', `${name}=${value}`]);
  const { code, stdout, stderr } = await start(
    'notebooks/05-past-one-machine.ipynb',
    '--output',
    folder,
    ...given,
  );
  expect(code, stdout + stderr).toBe(0);
  const cells = codeCells(readNotebook(path.join(folder, 'past-one-machine.ipynb')));

  const [, vectors] = findTable(cells, 'largest number,largest difference,relative');
  expect(Number(vectors[2])).toBeLessThan(1e-4);
  const [, [accesses, nulls, infinities, numbers, difference]] = findTable(
    cells,
    'accesses,both null,both ∞,both numbers,largest difference',
  ).map((row) => row.map(numberOf));
  expect(nulls).toBeGreaterThan(0);
  expect(infinities).toBeGreaterThan(0);
  expect(nulls + infinities + numbers).toBe(accesses);
  expect(difference).toBeLessThan(1e-3);

  const times = findTable(cells, 'rows,seconds here,seconds on Spark,times as long');
  expect(times.slice(1).map(([rows]) => numberOf(rows))).toEqual([900, 3000, 9000, 312_283]);
  const report = readFileSync(path.join(folder, 'past-one-machine.html'), 'utf8');
  expect(report).toContain('Past one machine');
  expect(report).not.toContain(url);
});
