import type { Spark } from './Spark.js';

/**
 * Connects to Spark through a Spark Connect server, and makes sure that it answers. What it takes (gRPC and protocol buffers) is
 * loaded at the first call.
 *
 * @param url Spark's connection string, `sc://host:port/;token=...;use_ssl=true`. Default: the environment's SPARK_REMOTE
 * @throws RangeError or TypeError where the string is none; SparkError within 10 s where the server can't be reached, refuses the
 * token or is older than Spark 4.1 (tested: 4.1.4), within 30 s where no living Spark is behind it
 */
export async function connectSpark(url?: string, options: { signal?: AbortSignal } = {}): Promise<Spark> {
  const { openSpark } = await import('./openSpark.js');
  return openSpark(url, options);
}
