import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { visibleText } from '../base/text/visibleText.js';

/**
 * Opens a plain file for reading; a pipe would block, a device might never end, and a link might lead
 * elsewhere.
 *
 * @throws Error naming what is there instead; ENOENT or a similar error if nothing is
 */
export async function withRegularFile<T>(
  path: string,
  use: (file: FileHandle, bytes: number) => Promise<T>,
): Promise<T> {
  await expectRegular(path);
  // It may have been replaced since it was checked: these flags refuse anything that blocks or leads
  // elsewhere.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw notPlain(path, 'something else');
    return await use(file, stats.size);
  } finally {
    await file.close();
  }
}

/** The size of a plain file. @throws the same errors as `withRegularFile`, without opening anything */
export async function expectRegular(path: string): Promise<number> {
  const stats = await lstat(path);
  if (stats.isFile()) return stats.size;
  const kinds = [
    [stats.isSymbolicLink(), 'a symbolic link'],
    [stats.isDirectory(), 'a folder'],
    [stats.isFIFO(), 'a pipe'],
    [stats.isSocket(), 'a socket'],
  ] as const;
  const got = kinds.find(([is]) => is)?.[1] ?? 'a device';
  throw notPlain(path, got);
}

function notPlain(path: string, got: string): Error {
  return new Error(`Expected ${visibleText(path)} to be a plain file, got ${got}`);
}

/** The checksum of a file of any size, in little memory. */
export async function checksumOf(file: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(2 ** 20);
  for (let at = 0; ; ) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(chunk.subarray(0, bytesRead));
    at += bytesRead;
  }
}
