import { lstat, stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { visibleText } from '../../base/text/visibleText.js';
import { filesBelow } from './filesBelow.js';
import { oddEntries } from './oddEntries.js';

/** A file that may be a log. */
export interface FoundFile {
  file: string;
  /** Whether it was named itself and so must be intact; files found in folders may be something else. */
  isNamed: boolean;
  /** Whether its name says that it is a log, so that it must have the wanted fields. */
  isLogByName: boolean;
  /** Why it can't be read, if that is known. */
  fault?: string;
}

/**
 * The files that files, globs and folders stand for: a folder stands for all in it and below, except hidden
 * ones and those that start with `_`. Each file is listed once, in the order of the sources and then of the
 * paths.
 *
 * @throws Error if a source holds no file; names it
 */
export async function findFiles(
  connection: DuckDBConnection,
  sources: readonly string[],
): Promise<FoundFile[]> {
  if (sources.length === 0) throw new RangeError('Expected a file, glob or folder to read, got none');
  const found = new Map<string, FoundFile>();
  for (const source of sources) {
    const candidates = await filesAt(connection, source);
    if (candidates.length === 0) {
      throw new Error(
        `Expected a file, a glob or a folder with access logs, got "${visibleText(source)}", where there is none${isAbsolute(source) ? '' : ` (looked for ${visibleText(resolve(source))})`}`,
      );
    }
    for (const candidate of candidates) {
      const path = resolve(candidate.file);
      if (!found.has(path)) found.set(path, candidate);
    }
  }
  return [...found.values()];
}

/** An existing path means itself, even if it could also be read as a glob. */
async function filesAt(connection: DuckDBConnection, source: string): Promise<FoundFile[]> {
  // A link to nothing exists, too.
  const stats = await stat(source).catch(() => lstat(source).catch(() => undefined));
  if (stats === undefined) return filesMatching(connection, source);
  return stats.isDirectory() ? filesIn(source) : [{ file: source, isNamed: true, isLogByName: true }];
}

async function filesIn(folder: string): Promise<FoundFile[]> {
  const isHidden = (name: string) => name.split(/[\\/]/).some((part) => /^[._]/.test(part));
  return (await filesBelow(folder))
    .filter(({ path }) => !isHidden(path.slice(folder.length)))
    .map(({ path, fault }) => ({ file: path, isNamed: false, isLogByName: isLogByName(path), fault }));
}

async function filesMatching(connection: DuckDBConnection, pattern: string): Promise<FoundFile[]> {
  const result = await connection.run('SELECT file FROM glob($1) ORDER BY file', [pattern]);
  const found = { isNamed: false, isLogByName: true };
  const files = (await result.getRows()).map(([file]) => ({ ...found, file: String(file) }));
  const odd = (await oddEntries(pattern)).map(({ path, fault }) => ({ ...found, file: path, fault }));
  return [...files, ...odd];
}

/** Whether a name has a log's ending; other files may be logs, too. */
function isLogByName(name: string): boolean {
  return /\.(?:(?:[ct]sv|json|jsonl|ndjson)(?:\.(?:gz|zst))?|parquet|duckdb|db)$/i.test(name);
}
