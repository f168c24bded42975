import { type Table, Type } from 'apache-arrow';
import { formatCell, formatHead, isNumeric, toTime } from './formatCell.js';
import { isIdentifier } from './isIdentifier.js';
import { readCell } from './readCell.js';

/** Rows that travel with an output at most. */
const MAX_ROWS = 5000;
/** Of a table's names and numbers together; Jupyter's server drops outputs that come faster than 1 MB a second. */
const MAX_CHARACTERS = 600_000;

/** What a table on a page is sorted, searched and paged by. */
export interface LiveData {
  /** rows of the whole table; `columns` hold the first of them */
  numRows: number;
  /** rows a page */
  limit: number;
  columns: LiveColumn[];
}

export interface LiveColumn {
  name: string;
  numeric: boolean;
  /** the cells as they are shown */
  text: string[];
  /** the cells as they are saved, in full precision; absent where they are as shown. Null is empty. */
  raw?: (string | null)[];
  /** each cell's place in ascending order, -1 for null and NaN; absent where the text decides */
  rank?: number[];
}

/** The table's rows for a page that has scripts: all of them, or the first some thousand. */
export function liveData(table: Table, limit: number, digits: number): LiveData {
  const fields = table.schema.fields.map((field, index) => ({
    type: field.type,
    vector: table.getChildAt(index)!,
    identifier: isIdentifier(String(field.name)),
    column: {
      name: formatHead(String(field.name), field.type),
      numeric: isNumeric(field.type),
      text: [],
      raw: [],
    } as LiveColumn & Required<Pick<LiveColumn, 'raw'>>,
    values: [] as unknown[],
  }));
  let characters = 0;
  for (let row = 0; row < Math.min(table.numRows, MAX_ROWS) && characters < MAX_CHARACTERS; row++) {
    for (const { type, vector, identifier, column, values } of fields) {
      const value = readCell(vector, row) ?? null;
      const text = formatCell(value, type, { digits, identifier });
      const raw = value === null ? null : (toTime(value, type) ?? String(value));
      values.push(value);
      column.text.push(text);
      column.raw.push(raw);
      characters += text.length + (raw === text ? 0 : (raw?.length ?? 0) + 8);
    }
  }
  const columns = fields.map(({ type, values, column: { raw, ...column } }) => ({
    ...column,
    ...(raw.some((value, row) => value !== column.text[row]) ? { raw } : {}),
    ...(isNumeric(type) || type.typeId === Type.Timestamp || type.typeId === Type.Date
      ? { rank: ranks(values) }
      : {}),
  }));
  return { numRows: table.numRows, limit, columns };
}

/** Equal values have equal ranks. */
function ranks(values: readonly unknown[]): number[] {
  const known = values.map((_, row) => row).filter((row) => !isMissing(values[row]));
  const ordered = known.sort((a, b) => compareCells(values[a], values[b]));
  const places = new Array<number>(values.length).fill(-1);
  ordered.forEach((row, n) => {
    const before = ordered[n - 1];
    places[row] = n > 0 && compareCells(values[before], values[row]) === 0 ? places[before] : n;
  });
  return places;
}

function isMissing(value: unknown): boolean {
  return value === null || Number.isNaN(value);
}

function compareCells(a: unknown, b: unknown): number {
  const [x, y] = [comparable(a), comparable(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Decimals, which Arrow gives as words of 32 bits, compare by what they print. */
function comparable(value: unknown): number | bigint {
  return typeof value === 'number' || typeof value === 'bigint' ? value : Number(value);
}
