import { closeSync, openSync, readSync } from 'node:fs';

/**
 * What is wrong with a file that begins as Parquet does, in a few words; undefined where nothing is known
 * against it.
 */
export function parquetFault(file: string, size: number): string | undefined {
  const end = size < 12 ? '' : bytesAt(file, size - 4, 4).toString('latin1');
  if (end === 'PARE') return 'an encrypted Parquet file';
  return end === 'PAR1' ? undefined : 'a broken Parquet file (its end is missing)';
}

/** Some bytes of a file; fewer where it ends before. */
export function bytesAt(file: string, position: number, count: number): Buffer {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(count);
    return bytes.subarray(0, readSync(handle, bytes, 0, count, position));
  } finally {
    closeSync(handle);
  }
}
