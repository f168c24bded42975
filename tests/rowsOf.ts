import type { Table } from 'apache-arrow';

/** A table's rows as plain objects, which tests can compare. */
export function rowsOf(table: Table): Record<string, unknown>[] {
  return Array.from({ length: table.numRows }, (_, row) =>
    Object.fromEntries(
      table.schema.fields.map(({ name }, index) => [name, table.getChildAt(index)?.get(row)]),
    ),
  );
}
