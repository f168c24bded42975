import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inject } from 'vitest';
import './provided.js';
import { start } from './start.js';

/** One output of a cell, as far as the tests look at it. */
export interface Output {
  output_type: string;
  name?: string;
  text?: string[];
  data?: Record<string, unknown>;
}

export interface Cell {
  cell_type: string;
  source: string[];
  execution_count?: number | null;
  outputs?: Output[];
  metadata: { tags?: string[] };
}

export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
}

/**
 * A notebook that `npm start` has executed, with its report. Executed once in a run of the tests: files run one after
 * the other and share what they find.
 */
export async function executed(
  notebook: string,
): Promise<{ report: string; file: string; notebook: Notebook }> {
  const folder = inject('runs');
  const name = path.basename(notebook, '.ipynb').replace(/^\d+-/, '');
  const report = path.join(folder, `${name}.html`);
  const file = path.join(folder, `${name}.ipynb`);
  if (!existsSync(report)) {
    const { code, stdout, stderr } = await start(notebook, '--output', folder);
    if (code !== 0) throw new Error(`npm start -- ${notebook} ended with ${code}\n${stdout}\n${stderr}`);
  }
  return { report, file, notebook: readNotebook(file) };
}

export function readNotebook(file: string): Notebook {
  return JSON.parse(readFileSync(file, 'utf8')) as Notebook;
}

/** How many Plotly figures a notebook's outputs hold. */
export function countFigures({ cells }: Notebook): number {
  const outputs = cells.flatMap((cell) => cell.outputs ?? []);
  return outputs.filter(({ data }) => data && 'application/vnd.plotly.v1+json' in data).length;
}
