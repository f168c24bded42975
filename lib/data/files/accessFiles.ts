import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { fileKind } from './open/fileKind.js';

/**
 * The files of files, globs and folders: a folder's are all of a known kind in it and below, but for hidden ones
 * and those that start with `_`. Each file is listed once, in the order of the sources and then of the paths.
 *
 * @throws Error if a source holds no file; names it
 */
export async function accessFiles(
  connection: DuckDBConnection,
  sources: readonly string[],
): Promise<string[]> {
  if (sources.length === 0) throw new Error('Expected a file, glob or folder to read, got none');
  const files = new Map<string, string>();
  for (const source of sources) {
    const found = await filesAt(connection, source);
    if (found.length === 0) {
      throw new Error(
        `Expected a file, a glob or a folder with access logs, got ${JSON.stringify(source)}, where there is none`,
      );
    }
    for (const file of found) files.set(resolve(file), file);
  }
  return [...files.values()];
}

/** A name that exists means itself, even if it could also be read as a glob. */
async function filesAt(connection: DuckDBConnection, source: string): Promise<string[]> {
  const stats = await stat(source).catch(() => undefined);
  if (stats === undefined) return filesMatching(connection, source);
  return stats.isDirectory() ? filesBelow(source) : [source];
}

async function filesBelow(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const isHidden = (name: string) => name.split(/[\\/]/).some((part) => /^[._]/.test(part));
  return names
    .filter((name) => fileKind(name) !== undefined && !isHidden(name))
    .sort()
    .map((name) => join(folder, name));
}

async function filesMatching(connection: DuckDBConnection, pattern: string): Promise<string[]> {
  const result = await connection.run('SELECT file FROM glob($1) ORDER BY file', [pattern]);
  return (await result.getRows()).map(([file]) => String(file));
}
