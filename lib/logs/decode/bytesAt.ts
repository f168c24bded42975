import { closeSync, openSync, readSync } from 'node:fs';

/** Some bytes of a file; fewer if it ends before. */
export function bytesAt(file: string, position: number, count: number): Buffer {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(count);
    return bytes.subarray(0, readSync(handle, bytes, 0, count, position));
  } finally {
    closeSync(handle);
  }
}
