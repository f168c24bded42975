import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { faultOf } from './open/faultOf.js';
import { fileKind } from './open/fileKind.js';

/** A file that was found and not read. */
export interface SkippedFile {
  file: string;
  /** Why, in a few words: 'empty', 'a broken gzip (...)', 'no log by its name', ... */
  reason: string;
}

/**
 * The files of files, globs and folders: a folder's are all of a known kind in it and below, but for hidden ones
 * and those that start with `_`. Each file is listed once, in the order of the sources and then of the paths. Of a folder
 * or a glob, files that can't be logs are left out and named; a file that is named itself must be whole.
 *
 * @throws Error if a source holds no file, or only files that can't be logs; names them
 */
export async function accessFiles(
  connection: DuckDBConnection,
  sources: readonly string[],
): Promise<{ files: string[]; skipped: SkippedFile[] }> {
  if (sources.length === 0) throw new Error('Expected a file, glob or folder to read, got none');
  const found = new Map<string, string>();
  const skipped = new Map<string, SkippedFile>();
  for (const source of sources) {
    const candidates = await filesAt(connection, source);
    if (candidates.length === 0) {
      throw new Error(
        `Expected a file, a glob or a folder with access logs, got ${JSON.stringify(source)}, where there is none`,
      );
    }
    for (const { file, isLog } of candidates) {
      if (found.has(resolve(file)) || skipped.has(resolve(file))) continue;
      const reason = isLog ? await faultOf(file) : 'no log by its name';
      // A file that is named itself may be empty: it has no rows.
      if (reason === undefined || (reason === 'empty' && file === source)) found.set(resolve(file), file);
      else if (file === source) throw new Error(`Expected an access log in ${file}, got ${reason}`);
      else skipped.set(resolve(file), { file, reason });
    }
  }
  const report = { files: [...found.values()], skipped: [...skipped.values()] };
  if (report.files.length > 0) return report;
  const listed = report.skipped.slice(0, 5).map(({ file, reason }) => `${file} (${reason})`);
  throw new Error(
    `Expected an access log in ${sources.join(', ')}, got none among ${report.skipped.length} files: ` +
      `${listed.join(', ')}${report.skipped.length > listed.length ? ', ...' : ''}`,
  );
}

interface Candidate {
  file: string;
  isLog: boolean;
}

/** A name that exists means itself, even if it could also be read as a glob. */
async function filesAt(connection: DuckDBConnection, source: string): Promise<Candidate[]> {
  const stats = await stat(source).catch(() => undefined);
  if (stats === undefined) return filesMatching(connection, source);
  return stats.isDirectory() ? filesBelow(source) : [{ file: source, isLog: true }];
}

async function filesBelow(folder: string): Promise<Candidate[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const isHidden = (name: string) => name.split(/[\\/]/).some((part) => /^[._]/.test(part));
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !isHidden(file.slice(folder.length)))
    .sort()
    .map((file) => ({ file, isLog: fileKind(file) !== undefined }));
}

async function filesMatching(connection: DuckDBConnection, pattern: string): Promise<Candidate[]> {
  const result = await connection.run('SELECT file FROM glob($1) ORDER BY file', [pattern]);
  return (await result.getRows()).map(([file]) => ({ file: String(file), isLog: true }));
}
