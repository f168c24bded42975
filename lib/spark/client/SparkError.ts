/** A failure of Spark's, in words; the error of the connection (gRPC's), if there was one, is its `cause`. */
export class SparkError extends Error {
  override readonly name = 'SparkError';
}
