import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { readAt } from './readAt.js';

/** `crc` and its version, then how many bytes each checksum covers. */
const HEADER = 8;
const MAGIC = 'crc\0';

/** How many bytes are read at once, at least those of one checksum. */
const AT_ONCE = 2 ** 20;

/**
 * Checks a file against the `.name.crc` that Hadoop's file systems write beside it: a CRC-32 of each 512
 * bytes or so, big endian (`org.apache.hadoop.fs.ChecksumFileSystem`).
 *
 * @throws Error saying which bytes differ
 */
export async function checkSide(file: FileHandle, bytes: number, side: Buffer): Promise<void> {
  const each = side.length < HEADER ? 0 : side.readUInt32BE(4);
  const checksums = each === 0 ? -1 : Math.ceil(bytes / each);
  if (side.toString('latin1', 0, 4) !== MAGIC || side.length !== HEADER + 4 * checksums) {
    throw new Error('a .crc file beside it that is damaged, or of another file');
  }
  const atOnce = each * Math.max(1, Math.floor(AT_ONCE / each));
  for (let start = 0; start < bytes; start += atOnce) {
    const part = await readAt(file, start, Math.min(atOnce, bytes - start));
    for (let at = 0; at < part.length; at += each) {
      const n = (start + at) / each;
      if (side.readUInt32BE(HEADER + 4 * n) === crc32(part.subarray(at, at + each))) continue;
      throw new Error(`damage from byte ${start + at} on: its checksum doesn't match`);
    }
  }
}
