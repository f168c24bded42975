/** The kinds of log files that can be read. */
export type FileKind = 'csv' | 'json' | 'parquet';

/** The kind of a file by its name's ending, in any case; undefined if unknown. */
export function fileKind(name: string): FileKind | undefined {
  if (/\.[ct]sv(\.gz)?$/i.test(name)) return 'csv';
  if (/\.(json|jsonl|ndjson)(\.gz)?$/i.test(name)) return 'json';
  if (/\.parquet$/i.test(name)) return 'parquet';
  return undefined;
}
