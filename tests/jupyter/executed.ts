import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inject, vi } from 'vitest';
import { PATIENCE_MS } from '../patience.js';
import './provided.js';
import { start } from './start.js';

/** One output of a cell, as far as the tests look at it. */
interface Output {
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
 * A notebook that `npm start` has executed, with its report. It is executed once in a run of the tests: the
 * first file that asks for it does so, the others wait.
 */
export async function executed(
  notebook: string,
): Promise<{ report: string; file: string; notebook: Notebook }> {
  const name = path.basename(notebook, '.ipynb').replace(/^\d+-/, '');
  const folder = path.join(inject('runs'), `executed-${name}`);
  const ending = path.join(folder, 'ending.json');
  if (isFirst(folder)) writeFileSync(ending, JSON.stringify(await start(notebook, '--output', folder)));
  else await vi.waitUntil(() => existsSync(ending), { timeout: PATIENCE_MS });
  const { code, stdout, stderr } = JSON.parse(readFileSync(ending, 'utf8'));
  if (code !== 0) throw new Error(`npm start -- ${notebook} ended with ${code}\n${stdout}\n${stderr}`);
  const file = path.join(folder, `${name}.ipynb`);
  return { report: path.join(folder, `${name}.html`), file, notebook: readNotebook(file) };
}

/** Whether this process is the first to ask for a folder, which it then makes. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

export function readNotebook(file: string): Notebook {
  return JSON.parse(readFileSync(file, 'utf8')) as Notebook;
}

/** How many Plotly figures a notebook's outputs hold. */
export function countFigures({ cells }: Notebook): number {
  const outputs = cells.flatMap((cell) => cell.outputs ?? []);
  return outputs.filter(({ data }) => data && 'application/vnd.plotly.v1+json' in data).length;
}
