/**
 * Tables and models on Spark, for logs that are too large for one machine.
 *
 * @module access-anomaly/spark
 */

export type { RemoteFitOptions } from '../original/AccessAnomaly.js';
export type { RemoteModel, RemoteProgress } from '../original/model/RemoteTable.js';
export type { SparkProgress, SparkRunOptions } from '../spark/client/execute.js';
export type { SparkScalar } from '../spark/client/literal.js';
export { SparkError } from '../spark/client/SparkError.js';
export type { SparkTable, SparkWriteOptions } from '../spark/client/SparkTable.js';
export type { SparkField } from '../spark/client/schema.js';
export { connectSpark } from '../spark/connectSpark.js';
export { type LocalSpark, type StartSparkOptions, startSpark } from '../spark/local/startSpark.js';
export type { Spark, SparkParams } from '../spark/Spark.js';
export type { SparkAnomalyModel } from '../spark/score/SparkAnomalyModel.js';
