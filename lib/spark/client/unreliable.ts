import { SparkError } from './SparkError.js';

/** The error of an answer that isn't as Spark's are. */
export function unreliable(expected: string, got: string): SparkError {
  return new SparkError(
    `Expected ${expected} of Spark, got ${got}: its result can't be relied on, try again`,
  );
}
