import type { Table } from 'apache-arrow';

/** The rows of a table as JSON has them. */
export function rowsAsJson(table: Table): Record<string, unknown>[] {
  return Array.from({ length: table.numRows }, (_, row) =>
    Object.fromEntries(
      table.schema.fields.map((field, n) => [
        field.name,
        plain(table.getChildAt(n)!.get(row), String(field.type)),
      ]),
    ),
  );
}

/** A value as JSON has it: times as ISO 8601, 64-bit integers as numbers. */
function plain(value: unknown, type: string): unknown {
  if (value === null || value === undefined) return null;
  if (type.startsWith('Timestamp') || type.startsWith('Date')) return new Date(Number(value)).toISOString();
  return typeof value === 'bigint' ? Number(value) : value;
}
