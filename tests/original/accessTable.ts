import type { Table } from 'apache-arrow';
import { toTable } from '../../lib/tables/toTable.js';

/** A table of accesses from lines of `tenant user res [likelihood]`. */
export function accessTable(...lines: string[]): Table {
  return toTable(
    lines.map((line) => {
      const [tenant, user, res, likelihood] = line.split(' ');
      return { tenant, user, res, ...(likelihood !== undefined && { likelihood: Number(likelihood) }) };
    }),
  );
}

/** A column's values, one a row. */
export function valuesOf(table: Table, column: string): unknown[] {
  const vector = table.getChild(column)!;
  return Array.from({ length: vector.length }, (_, row) => vector.get(row));
}

/** The scores that `transform` added. */
export function scoresOf(table: Table): (number | null)[] {
  return valuesOf(table, 'anomaly_score') as (number | null)[];
}

/**
 * Two departments that share nobody and nothing; in each, everyone accesses all but one of the resources,
 * each another one: `0 a0 r0`, `0 b0 s0`, ... with likelihoods 1 to 4.
 */
export function departments(size = 5): string[] {
  const lines: string[] = [];
  for (const [user, res] of [
    ['a', 'r'],
    ['b', 's'],
  ]) {
    for (let u = 0; u < size; u++) {
      for (let r = 0; r < size; r++) {
        if (r !== u) lines.push(`0 ${user}${u} ${res}${r} ${1 + ((u + r) % 4)}`);
      }
    }
  }
  return lines;
}
