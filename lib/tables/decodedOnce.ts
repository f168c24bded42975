import { DataType, type Vector } from 'apache-arrow';
import { EXACT_TEXT, inexactRow } from './inexactRow.js';

/**
 * The same values; those of a dictionary are decoded once each, not for every row.
 *
 * @throws RangeError naming the row (from 0) of a text that would not be decoded exactly
 */
export function decodedOnce<T extends DataType>(vector: Vector<T>): Vector<T> {
  const row = inexactRow(vector);
  if (row >= 0) throw new RangeError(`Expected ${EXACT_TEXT}, got something else in row ${row}`);
  return DataType.isDictionary(vector.type) ? vector.memoize() : vector;
}
