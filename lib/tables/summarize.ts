import { DataType, type Table, type Vector } from 'apache-arrow';
import { sum } from '../base/numbers/sum.js';
import { describe } from '../base/text/describe.js';
import { findColumn } from './findColumn.js';

/** What {@link summarize} finds in a column of numbers. */
export interface Summary {
  /** Values that are not null, including NaN. */
  count: number;
  min: number | null;
  max: number | null;
  mean: number | null;
  /** The standard deviation of a sample (n - 1). */
  stddev: number | null;
}

/**
 * Count, extremes, mean and standard deviation of a column of numbers, as in Spark's `agg`: nulls are
 * skipped; without any value all except the count are null, and `stddev` needs two; NaN is greater than any
 * number, so it is the `max` wherever it occurs and the `min` only of itself, and it makes mean and stddev
 * NaN; with an Infinity the mean is infinite (NaN with both) and stddev NaN.
 *
 * @throws RangeError if the table has no such column, TypeError if it holds no numbers
 *
 * @example
 * summarize(toTable({ n: [1, null, 3] }), 'n') // { count: 2, min: 1, max: 3, mean: 2, stddev: Math.SQRT2 }
 */
export function summarize(table: Table, column: string): Summary {
  const values = numbersOf(findColumn(table, column), column);
  const count = values.length;
  if (count === 0) return { count, min: null, max: null, mean: null, stddev: null };
  const mean = meanOf(values);
  return {
    count,
    min: values.reduce((a, b) => (isGreater(a, b) ? b : a)),
    max: values.reduce((a, b) => (isGreater(b, a) ? b : a)),
    mean,
    stddev: count === 1 ? null : Math.sqrt(sumOfSquares(values, mean) / (count - 1)),
  };
}

function numbersOf(vector: Vector, column: string): number[] {
  const type: DataType = vector.type;
  if (!DataType.isInt(type) && !DataType.isFloat(type) && !DataType.isNull(type)) {
    throw new TypeError(`Expected column ${describe(column)} to hold numbers, got ${type}`);
  }
  return [...vector].filter((value) => value !== null).map(Number);
}

function isGreater(a: number, b: number): boolean {
  return a > b || (Number.isNaN(a) && !Number.isNaN(b));
}

/**
 * The mean, corrected by the mean of the differences to it, which removes most of the first sum's rounding.
 */
function meanOf(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  return Number.isFinite(mean) ? mean + sum(values.map((value) => value - mean)) / values.length : mean;
}

function sumOfSquares(values: readonly number[], mean: number): number {
  return sum(values.map((value) => (value - mean) ** 2));
}
