import type { DuckDb } from './openDuckDb.js';

/** A file's path as SQL, for DuckDB's readers, which would take `[`, `*` and `?` in it for a glob. */
export function quotedPath({ quotedString }: DuckDb, file: string): string {
  return quotedString(file.replace(/[[*?]/g, '[$&]'));
}
