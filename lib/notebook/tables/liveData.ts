import type { ColumnData, TableData } from '../page/TableData.js';
import { isNumeric, isTime, toTime } from './formatCell.js';
import { MAX_ROWS, type ShownTable } from './shownTable.js';

/** The limit for all cells together, since Jupyter's server drops outputs that exceed 1 MB a second. */
const MAX_CHARACTERS = 600_000;

/** The table's rows for a page that has scripts: all of them, or the first thousands of a long table. */
export function liveData({ numRows, limit, columns }: ShownTable, widths: number[]): TableData {
  const held = columns.map(({ head, type, value, text, prefix }) => ({
    type,
    value,
    text,
    values: [] as unknown[],
    raw: [] as (string | null)[],
    data: { name: head, numeric: isNumeric(type), text: [], ...(prefix !== '' && { prefix }) } as ColumnData,
  }));
  let characters = 0;
  for (let row = 0; row < Math.min(numRows, MAX_ROWS) && characters < MAX_CHARACTERS; row++) {
    for (const { type, value, text, values, raw, data } of held) {
      const [cell, shown] = [value(row), text(row)];
      const whole = cell === null ? null : (toTime(cell, type) ?? String(cell));
      values.push(cell);
      data.text.push(shown);
      raw.push(whole);
      characters += shown.length + (whole === shown ? 0 : (whole?.length ?? 0) + 8);
    }
  }
  return {
    numRows,
    limit: Math.max(limit, 1),
    columns: held.map(({ type, values, raw, data }) => ({
      ...data,
      ...(raw.some((whole, row) => whole !== data.text[row]) && { raw }),
      ...((isNumeric(type) || isTime(type)) && { rank: ranks(values) }),
    })),
    widths,
  };
}

/** Equal values have equal ranks. */
function ranks(values: readonly unknown[]): number[] {
  const known = [...values.keys()].filter((row) => values[row] !== null && !Number.isNaN(values[row]));
  const ordered = known.sort((a, b) => compareCells(values[a], values[b]));
  const places = new Array<number>(values.length).fill(-1);
  ordered.forEach((row, n) => {
    const before = ordered[n - 1];
    places[row] = n > 0 && compareCells(values[before], values[row]) === 0 ? places[before] : n;
  });
  return places;
}

function compareCells(a: unknown, b: unknown): number {
  const [x, y] = [comparable(a), comparable(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Decimals are compared by the number that they print, since Arrow gives them as words of 32 bits. */
function comparable(value: unknown): number | bigint {
  return typeof value === 'number' || typeof value === 'bigint' ? value : Number(value);
}
