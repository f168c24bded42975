import type { Spark } from './Spark.js';

/**
 * Connects to a Spark Connect server, and checks that it runs queries. The first call loads gRPC and protocol
 * buffers.
 *
 * @param url Spark's connection string, `sc://host:port/;token=...;use_ssl=true`. Default: the environment's
 *   SPARK_REMOTE
 * @throws RangeError or TypeError if the string can't be read; SparkError within 10 s if the server can't be
 *   reached, refuses the token or is older than Spark 4.1 (tested: 4.1.4), and after two minutes if it runs
 *   no query
 */
export async function connectSpark(url?: string, options: { signal?: AbortSignal } = {}): Promise<Spark> {
  const { openSpark } = await import('./openSpark.js');
  return openSpark(url, options);
}
