import type { DuckDb } from './openDuckDb.js';

/** Paths that DuckDB would take for a home folder, or for a kind of file: `~/a`, `file:a`, `s3:a`. */
const MARKED = /^(~|[a-z][a-z0-9+.-]*:)/i;

/**
 * A file's path as SQL, for DuckDB's readers, which would take `[`, `*` and `?` in it for a glob, and a `~`
 * or the name of a service at its beginning for another place.
 */
export function quotedPath(duckDb: DuckDb, file: string): string {
  return duckDb.quotedString(plainPath(file).replace(/[[*?]/g, '[$&]'));
}

/** The same for writing, where DuckDB doesn't take paths for globs. */
export function quotedTarget(duckDb: DuckDb, file: string): string {
  return duckDb.quotedString(plainPath(file));
}

function plainPath(file: string): string {
  const isDrive = process.platform === 'win32' && /^[a-z]:/i.test(file);
  return MARKED.test(file) && !isDrive ? `./${file}` : file;
}
