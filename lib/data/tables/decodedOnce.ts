import { DataType, type Vector } from 'apache-arrow';

/** The same values; those of a dictionary are decoded once each, and not once a row. */
export function decodedOnce<T extends DataType>(vector: Vector<T>): Vector<T> {
  return DataType.isDictionary(vector.type) ? vector.memoize() : vector;
}
