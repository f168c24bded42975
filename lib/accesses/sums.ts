import type { Table } from 'apache-arrow';
import { readFiniteNumbers } from '../tables/readColumns.js';
import type { Accesses } from './Accesses.js';
import { likelihoodColOf } from './columns.js';

/**
 * The sum of the likelihoods of each distinct access, or the number of its rows if the table has no such
 * column.
 *
 * @throws RangeError or TypeError naming the column and the row of a value that isn't a finite number
 */
export function likelihoodsOf(accesses: Accesses, likelihoodCol: string | null): Float64Array {
  const column = likelihoodColOf(accesses.table, likelihoodCol);
  return sumRows(accesses, column === null ? null : readFiniteNumbers(accesses.table, column));
}

/** The sum of the numbers of each distinct access's rows; null: each row counts 1. */
export function sumRows({ size, distinct }: Accesses, numbers: Float64Array | null): Float64Array {
  const sums = new Float64Array(size);
  distinct.accessOf.forEach((access, row) => {
    sums[access] += numbers === null ? 1 : numbers[row];
  });
  return sums;
}

/**
 * When each distinct access, or each group of `numberOfRow`, was seen first and last, in ms since 1970 UTC;
 * null if unknown.
 */
export interface AccessTimes {
  first: (number | null)[];
  last: (number | null)[];
}

/**
 * Reads times from columns `first` and `last`, or from `time`, if there are any.
 *
 * @param numberOfRow the group of each row of the table, such as its access: from 0 to size - 1; below 0:
 *   none
 */
export function timesOf(table: Table, numberOfRow: Int32Array, size: number): AccessTimes {
  const extremes = (name: string, of: (...values: number[]) => number) => {
    const found = new Array<number | null>(size).fill(null);
    const column = table.getChild(name) ?? table.getChild('time');
    if (column === null) return found;
    numberOfRow.forEach((access, row) => {
      if (access < 0) return;
      const time = numberOf(column.get(row));
      const before = found[access];
      if (time !== null) found[access] = before === null ? time : of(before, time);
    });
    return found;
  };
  return { first: extremes('first', Math.min), last: extremes('last', Math.max) };
}

function numberOf(value: unknown): number | null {
  const number = Number(value ?? Number.NaN);
  return Number.isFinite(number) ? number : null;
}
