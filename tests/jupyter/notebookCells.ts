import { expect } from 'vitest';
import type { Cell, Notebook } from './executed.js';

export function codeCells({ cells }: Notebook): Cell[] {
  return cells.filter((cell) => cell.cell_type === 'code');
}

/** All outputs of one MIME type, in order; Jupyter may store text as lines. */
export function outputs(cells: Cell[], type: string): unknown[] {
  return cells
    .flatMap((cell) => cell.outputs ?? [])
    .map((output) => output.data?.[type])
    .filter((data) => data !== undefined)
    .map((data) => (Array.isArray(data) ? data.join('') : data));
}

/**
 * The cells of an HTML table, row by row, heads included: a cut name whole, the words as a reader has them.
 */
export function tableCells(html: string): string[][] {
  return [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell]) =>
      (/^<span[^>]*title="([^"]*)"/.exec(cell)?.[1] ?? cell.replace(/<wbr[^>]*>/g, '')).replaceAll(
        '&#39;',
        "'",
      ),
    ),
  );
}

/** A number as tables write it: `1,775`. */
export function numberOf(cell: string): number {
  return Number(cell.replaceAll(',', ''));
}

export function findTable(cells: Cell[], head: string): string[][] {
  const tables = outputs(cells, 'text/html').map((html) => tableCells(html as string));
  const table = tables.find((rows) => rows[0]?.join(',') === head);
  expect(table, `a table with the columns ${head}`).toBeDefined();
  return table as string[][];
}
