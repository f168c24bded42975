import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Whether a file's name says that it is gzip'd. */
export function isGzip(file: string): boolean {
  return /\.gz$/i.test(file);
}

/** A text file's bytes, unpacked where its name ends in `.gz`. The stream fails where the gzip is broken. */
export function textOf(file: string): Readable {
  const bytes = createReadStream(file, { highWaterMark: 2 ** 20 });
  if (!isGzip(file)) return bytes;
  const gunzip = createGunzip({ chunkSize: 2 ** 20 });
  bytes.on('error', (error) => gunzip.destroy(error));
  // Who has read enough closes this end only.
  gunzip.on('close', () => bytes.destroy());
  return bytes.pipe(gunzip);
}

/** The lines of a text file as bytes, without the `\n` at their ends (a `\r` before it stays). A longer one than `limit` bytes comes as null. */
export async function* linesOf(
  file: string,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer | null> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer) => {
    length += part.length;
    if (length <= limit) parts.push(part);
    else parts = [];
  };
  const line = () => {
    const bytes = length > limit ? null : parts.length === 1 ? parts[0] : Buffer.concat(parts);
    parts = [];
    length = 0;
    return bytes;
  };
  for await (const chunk of textOf(file) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      take(chunk.subarray(start, end));
      yield line();
      start = end + 1;
    }
    if (start < chunk.length) take(chunk.subarray(start));
  }
  if (length > 0) yield line();
}
