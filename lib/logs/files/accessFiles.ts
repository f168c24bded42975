import { lstat, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { visibleText } from '../../text/visibleText.js';
import { faultOf } from '../open/faultOf.js';
import { fileKind } from '../open/fileKind.js';
import { filesBelow } from './filesBelow.js';
import { oddEntries } from './oddEntries.js';

/** A file that was found and not read. */
export interface SkippedFile {
  file: string;
  /** Why, in a few words: 'empty', 'a broken gzip (...)', 'no log by its name', ... */
  reason: string;
}

/**
 * The files of files, globs and folders: a folder's are all of a known kind in it and below, but for hidden ones
 * and those that start with `_`. Each file is listed once, in the order of the sources and then of the paths. Of a folder
 * or a glob, what can't be a log (a pipe, a link to nothing, a folder that can't be read, ...) is left out and named; a file that is named itself must be whole.
 *
 * @throws Error if a source holds no file, or only files that can't be logs; names them
 */
export async function accessFiles(
  connection: DuckDBConnection,
  sources: readonly string[],
): Promise<{ files: string[]; skipped: SkippedFile[] }> {
  if (sources.length === 0) throw new RangeError('Expected a file, glob or folder to read, got none');
  const found = new Map<string, string>();
  const skipped = new Map<string, SkippedFile>();
  for (const source of sources) {
    const candidates = await filesAt(connection, source);
    if (candidates.length === 0) {
      throw new Error(
        `Expected a file, a glob or a folder with access logs, got ${visibleText(JSON.stringify(source))}, where there is none`,
      );
    }
    for (const { file, isLog, fault } of candidates) {
      if (found.has(resolve(file)) || skipped.has(resolve(file))) continue;
      const reason = fault ?? (isLog ? await faultOf(file) : 'no log by its name');
      // A file that is named itself may be empty: it has no rows.
      if (reason === undefined || (reason === 'empty' && file === source)) found.set(resolve(file), file);
      else if (file === source)
        throw new Error(`Expected an access log in ${visibleText(file)}, got ${reason}`);
      else skipped.set(resolve(file), { file, reason });
    }
  }
  const report = { files: [...found.values()], skipped: [...skipped.values()] };
  if (report.files.length > 0) return report;
  const listed = report.skipped.slice(0, 5).map(({ file, reason }) => `${visibleText(file)} (${reason})`);
  throw new Error(
    `Expected an access log in ${sources.map(visibleText).join(', ')}, got none among ${report.skipped.length} files: ` +
      `${listed.join(', ')}${report.skipped.length > listed.length ? ', ...' : ''}`,
  );
}

interface Candidate {
  file: string;
  isLog: boolean;
  /** Why it can't be read, where that is known. */
  fault?: string;
}

/** A name that exists means itself, even if it could also be read as a glob. */
async function filesAt(connection: DuckDBConnection, source: string): Promise<Candidate[]> {
  // A link to nothing exists, too.
  const stats = await stat(source).catch(() => lstat(source).catch(() => undefined));
  if (stats === undefined) return filesMatching(connection, source);
  return stats.isDirectory() ? logsBelow(source) : [{ file: source, isLog: true }];
}

async function logsBelow(folder: string): Promise<Candidate[]> {
  const isHidden = (name: string) => name.split(/[\\/]/).some((part) => /^[._]/.test(part));
  return (await filesBelow(folder))
    .filter(({ path }) => !isHidden(path.slice(folder.length)))
    .map(({ path, fault }) => ({ file: path, isLog: fileKind(path) !== undefined, fault }));
}

async function filesMatching(connection: DuckDBConnection, pattern: string): Promise<Candidate[]> {
  const result = await connection.run('SELECT file FROM glob($1) ORDER BY file', [pattern]);
  const files = (await result.getRows()).map(([file]) => ({ file: String(file), isLog: true }));
  const odd = (await oddEntries(pattern)).map(({ path, fault }) => ({ file: path, isLog: true, fault }));
  return [...files, ...odd];
}
