import type { Vector } from 'apache-arrow';

/** A column's value in a row. Of a timestamp that Arrow can't turn into milliseconds, it is the stored 64-bit integer. */
export function readCell(column: Vector, row: number): unknown {
  try {
    return column.get(row);
  } catch {
    return column.slice(row, row + 1).toArray()[0];
  }
}
