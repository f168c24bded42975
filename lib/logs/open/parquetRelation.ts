/** Parquet files of one layout as a relation, as SQL. Columns are what the files hold, whatever the folders are called. */
export function parquetRelation(quotedPaths: readonly string[]): string {
  return `read_parquet([${quotedPaths.join(', ')}], hive_partitioning = false)`;
}
