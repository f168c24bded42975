import type { Table } from 'apache-arrow';
import { describe } from '../base/text/describe.js';

/**
 * Whether a value has the structure of an Arrow table. `instanceof` wouldn't recognise a table of another
 * copy of apache-arrow, which a notebook may hold (CommonJS beside ES modules).
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

/** @throws TypeError if a value is no Arrow table */
export function checkTable(table: Table): void {
  if (!isTable(table)) throw new TypeError(`Expected an Arrow Table (see toTable), got ${describe(table)}`);
}
