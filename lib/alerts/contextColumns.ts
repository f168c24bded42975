import type { Table, Vector } from 'apache-arrow';
import type { EvidenceState } from '../evidence/score/EvidenceState.js';
import { makeColumn } from '../tables/makeColumn.js';
import { readOptionalNames } from '../tables/readColumns.js';
import { NO_DAY, readDays } from '../tables/readDays.js';

/** The days of some rows, or their values of one context. */
export type RowContext =
  | { name: string; kind: 'day' | 'hour'; values: (number | null)[] }
  | { name: string; kind: 'text'; values: (string | null)[] };

/**
 * The days and contexts of rows of a table, as a model reads them; null if the table has no such column. With
 * these, tables made from the rows can be scored or learned like the rows.
 */
export function contextValues(
  { params, time }: EvidenceState,
  table: Table,
  rows: ArrayLike<number>,
): RowContext[] {
  const { dayCol, hourCol, contextCols } = params;
  if (time === null || dayCol === null) return [];
  const isThere = (name: string) => table.getChild(name) !== null;
  const at = <T>(of: (row: number) => T) => Array.from(rows, of);
  const days = isThere(dayCol) ? readDays(table, dayCol) : null;
  const found: RowContext[] = [
    {
      ...{ name: dayCol, kind: 'day' },
      values: at((row) => (days === null || days[row] === NO_DAY ? null : days[row])),
    },
  ];
  if (hourCol !== null) {
    const hours = table.getChild(hourCol);
    const hourOf = (row: number) => hours?.get(row) ?? null;
    const values = at((row) => (hourOf(row) === null ? null : Number(hourOf(row))));
    found.push({ name: hourCol, kind: 'hour', values });
  }
  for (const name of contextCols) {
    const column = isThere(name) ? readOptionalNames(table, name) : null;
    const textOf = (row: number) =>
      column === null || column.codes[row] < 0 ? null : column.values[column.codes[row]];
    found.push({ name, kind: 'text', values: at(textOf) });
  }
  return found;
}

/** The same for some of the rows. */
export function pickContext(context: RowContext, rows: Int32Array): RowContext {
  const picked = <T>(values: readonly T[]) => Array.from(rows, (row) => values[row]);
  if (context.kind === 'text') return { ...context, values: picked(context.values) };
  return { ...context, values: picked(context.values) };
}

/** The values of one context in the rows of several tables, one table after the other. */
export function joinContext(parts: readonly RowContext[]): RowContext {
  const [first] = parts;
  if (first.kind === 'text') {
    return { ...first, values: parts.flatMap((part) => (part.kind === 'text' ? part.values : [])) };
  }
  return { ...first, values: parts.flatMap((part) => (part.kind === 'text' ? [] : part.values)) };
}

/** The same as a column of a table. */
export function contextColumn({ name, kind, values }: RowContext): [name: string, column: Vector] {
  if (kind === 'text') return [name, makeColumn.string(values)];
  return [name, kind === 'day' ? makeColumn.date(values) : makeColumn.int32(values)];
}
