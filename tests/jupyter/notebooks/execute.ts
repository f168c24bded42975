import path from 'node:path';
import { expect } from 'vitest';
import { type Cell, readNotebook } from '../executed.js';
import { codeCells } from '../notebookCells.js';
import { runFolder } from '../runFolder.js';
import { start } from '../start.js';

export type Parameters = Record<string, string | number | boolean>;

/** The code cells of a notebook, executed with parameters by `npm start`'s own script. */
export async function execute(notebook: string, parameters: Parameters): Promise<Cell[]> {
  const folder = runFolder();
  const given = Object.entries(parameters).flatMap(([name, value]) => ['-p', `${name}=${value}`]);
  const { code, stdout, stderr } = await start(`notebooks/${notebook}.ipynb`, '--output', folder, ...given);
  expect(code, stdout + stderr).toBe(0);
  return codeCells(readNotebook(path.join(folder, `${notebook.replace(/^\d+-/, '')}.ipynb`)));
}
