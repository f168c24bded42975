import { type Stats, statSync } from 'node:fs';

/** A file's size in bytes, or why it can't be a log, in a few words. Pipes and devices aren't opened. */
export function entryFault(file: string): { size?: number; fault?: string } {
  let stats: Stats;
  try {
    stats = statSync(file);
  } catch (error) {
    return { fault: openFault(error) };
  }
  const fault = kindOfEntry(stats);
  return fault === undefined ? { size: stats.size } : { fault };
}

/** Why a file can't be opened, in a few words. */
export function openFault(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? 'a link to nothing' : `can't be opened (${code})`;
}

/** What is there instead of a file, in a few words; undefined if it is a file. */
function kindOfEntry(stats: Stats): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return stats.isCharacterDevice() || stats.isBlockDevice() ? 'a device' : 'no regular file';
}
