import type { Table } from 'apache-arrow';
import { visibleText } from '../base/text/visibleText.js';
import { parquetColumns, readParquet } from '../sql/readParquet.js';
import { nameFileInErrors } from './nameFileInErrors.js';

/** What a saved file has to hold. */
interface SavedLayout {
  /** Its columns, each with DuckDB's name of its type. */
  columns: Readonly<Record<string, string>>;
  /** How many rows it has according to the manifest; null if that doesn't say. */
  rows: number | null;
  /** SQL over the columns; by default all of them. */
  select?: string;
  /** Conditions that no row may fulfil, as SQL, each with words for it. */
  never?: Readonly<Record<string, string>>;
}

/**
 * Reads a saved file after checking its layout, so that a file that claims to hold more than it does, or
 * holds more than the manifest says, costs no memory.
 *
 * @param use makes something from the table; its errors name the file, too
 * @throws Error saying what differs from the layout
 */
export function readSaved<T>(path: string, layout: SavedLayout, use: (table: Table) => T): Promise<T> {
  return nameFileInErrors(path, async () => use(await readTable(path, layout)));
}

async function readTable(
  path: string,
  { columns, rows, select = '*', never = {} }: SavedLayout,
): Promise<Table> {
  const expected = Object.entries(columns).join('; ');
  const got = [...(await parquetColumns([path]))].join('; ');
  if (got !== expected) {
    throw new Error(`Expected columns ${expected} in ${visibleText(path)}, got ${visibleText(got)}`);
  }
  const found = Object.values(never).map((condition, n) => `count(*) FILTER (WHERE ${condition}) AS n${n}`);
  const counts = await readParquet([path], ['count(*) AS "all"', ...found].join(', '));
  const numRows = counts.getChild('all')!.get(0);
  if (rows !== null && numRows !== rows) {
    throw new Error(`Expected ${rows} rows in ${visibleText(path)}, as its manifest says, got ${numRows}`);
  }
  Object.keys(never).forEach((words, n) => {
    const odd = counts.getChild(`n${n}`)!.get(0);
    if (odd > 0) throw new Error(`Expected no row ${words} in ${visibleText(path)}, got ${odd}`);
  });
  return readParquet([path], select);
}
