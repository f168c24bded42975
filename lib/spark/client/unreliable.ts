import { SparkError } from './SparkError.js';

/** The error of an answer that Spark would not send. */
export function unreliable(expected: string, got: string): SparkError {
  return new SparkError(
    `Expected Spark to send ${expected}, got ${got}: this result can't be relied on; try again`,
  );
}
