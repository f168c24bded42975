/** A column that DuckDB adds, with a name that no log has: the path of a row's file. */
export const PATH_COLUMN = 'access_anomaly_path';

/** Parquet files of one layout as a relation, as SQL, without columns from the names of folders. */
export function parquetRelation(quotedPaths: readonly string[]): string {
  return `read_parquet([${quotedPaths.join(', ')}], hive_partitioning = false, filename = '${PATH_COLUMN}')`;
}
