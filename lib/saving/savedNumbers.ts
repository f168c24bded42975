import type { Table } from 'apache-arrow';

/**
 * A column of finite numbers, of any size, as 64-bit floats.
 *
 * @throws Error naming column and row (from 0) of a value that is missing or beyond the bounds
 */
export function savedNumbers(
  table: Table,
  name: string,
  least = -Number.MAX_VALUE,
  most = Number.MAX_VALUE,
): Float64Array {
  const column = table.getChild(name)!;
  const values = new Float64Array(column.length);
  let first = 0;
  for (const chunk of column.data) {
    values.set(chunk.values.subarray(0, chunk.length), first);
    first += chunk.length;
  }
  const isWrong = (value: number, row: number) =>
    !(value >= least && value <= most) || (column.nullCount > 0 && column.get(row) === null);
  const wrong = values.findIndex(isWrong);
  if (wrong < 0) return values;
  throw new Error(
    `Expected column ${name} to hold numbers from ${least} to ${most}, got ${column.get(wrong)} in row ${wrong}`,
  );
}

/**
 * A column of whole numbers from `least` (0 by default) to below `end`. @throws the same as `savedNumbers`
 */
export function savedIds(table: Table, name: string, end: number, least = 0): Int32Array {
  return Int32Array.from(savedNumbers(table, name, least, end - 1));
}
