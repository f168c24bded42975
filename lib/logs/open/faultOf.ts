import type { Stats } from 'node:fs';
import { access, constants, open, stat } from 'node:fs/promises';
import { isGzip, textOf } from '../lines/textOf.js';
import { fileKind } from './fileKind.js';

/** So much of a text file is looked at for something other than white space. */
const LOOK = 2 ** 16;

/**
 * Why a file can't be a log, before DuckDB reads it: nothing in it, no file, a broken gzip (DuckDB would take the first
 * part of it for the whole). Pipes and devices are not opened: that would wait for ever. Undefined: nothing is known against it.
 */
export async function faultOf(file: string): Promise<string | undefined> {
  const stats = await stat(file).catch((error: NodeJS.ErrnoException) => error);
  if (stats instanceof Error) {
    return stats.code === 'ENOENT' ? 'a link to nothing' : `can't be opened (${stats.code})`;
  }
  const kind = kindOfEntry(stats);
  if (kind !== undefined) return kind;
  const denied = await access(file, constants.R_OK).catch((error: NodeJS.ErrnoException) => error);
  if (denied) return `can't be opened (${denied.code})`;
  if (isGzip(file) && stats.size > 0) return gzipFault(file);
  if (stats.size === 0) return isGzip(file) ? 'a broken gzip (no bytes)' : 'empty';
  if (fileKind(file) === 'parquet') return parquetFault(file, stats.size);
  if (isUtf16(await firstBytes(file))) return UTF_16;
  return stats.size <= LOOK && (await isBlank(file)) ? 'empty' : undefined;
}

const UTF_16 = 'UTF-16, where UTF-8 is read (iconv -f UTF-16 -t UTF-8 makes it so)';

/** Its byte order mark, which Windows' tools write. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

async function firstBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    return (await handle.read(Buffer.alloc(2), 0, 2, 0)).buffer;
  } finally {
    await handle.close();
  }
}

/** What stands where a file should, in a few words; undefined where it is a file. */
function kindOfEntry(stats: Stats): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return stats.isCharacterDevice() || stats.isBlockDevice() ? 'a device' : 'no regular file';
}

/** Unpacks all of it, for only its end tells that it is whole. */
async function gzipFault(file: string): Promise<string | undefined> {
  let isBlankSoFar = true;
  let isFirst = true;
  try {
    for await (const chunk of textOf(file) as AsyncIterable<Buffer>) {
      if (isFirst && isUtf16(chunk)) return UTF_16;
      isFirst = false;
      isBlankSoFar &&= chunk.toString('latin1').trim() === '';
    }
  } catch (error) {
    return `a broken gzip (${(error as Error).message})`;
  }
  return isBlankSoFar ? 'empty' : undefined;
}

async function parquetFault(file: string, size: number): Promise<string | undefined> {
  const handle = await open(file);
  try {
    const magic = async (position: number) =>
      (await handle.read(Buffer.alloc(4), 0, 4, position)).buffer.toString('latin1');
    const isWhole = size >= 12 && (await magic(0)) === 'PAR1' && (await magic(size - 4)) === 'PAR1';
    return isWhole ? undefined : 'a broken Parquet file (its end is missing)';
  } finally {
    await handle.close();
  }
}

async function isBlank(file: string): Promise<boolean> {
  for await (const chunk of textOf(file) as AsyncIterable<Buffer>) {
    if (chunk.toString('latin1').trim() !== '') return false;
  }
  return true;
}
