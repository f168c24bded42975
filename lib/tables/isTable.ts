import type { Table } from 'apache-arrow';
import { describe } from '../base/text/describe.js';

/**
 * Whether a value is an Arrow table, told by its structure: a notebook may hold a table of another copy of
 * apache-arrow (CommonJS beside ES modules), and `instanceof` would not know it.
 */
export function isTable(value: unknown): value is Table {
  const table = value as Table | null | undefined;
  return (
    typeof table === 'object' &&
    table !== null &&
    typeof table.getChild === 'function' &&
    typeof table.numRows === 'number' &&
    Array.isArray(table.schema?.fields)
  );
}

/** Refuses what isn't an Arrow table. By its shape: a notebook's copy of the Arrow package may be another one. */
export function checkTable(table: Table): void {
  if (!isTable(table)) throw new TypeError(`Expected an Arrow Table (see toTable), got ${describe(table)}`);
}
