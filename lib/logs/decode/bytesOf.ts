import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { bytesAt } from './bytesAt.js';
import { type Compression, compressionOf } from './compressionOf.js';
import { NOTHING_BEHIND } from './unpackSmall.js';
import { ZstdStream } from './ZstdStream.js';
import { zstdLibrary } from './zstdLibrary.js';

/**
 * A file's bytes, unpacked, in pieces of about 1 MB. A gzip may have several members, and zeros after the
 * last; a zstd file several frames. A reader that stops early closes the file.
 *
 * @param compression how it is packed; by default, its first bytes tell
 * @param highWaterMark the length of the pieces that are read from the file, in bytes
 * @throws Error if it is broken or cut, or something else follows: `unexpected end of file`
 */
export async function* bytesOf(
  file: string,
  compression?: Compression,
  highWaterMark = 2 ** 20,
): AsyncGenerator<Buffer> {
  const packed = compression ?? compressionOf(bytesAt(file, 0, 4));
  if (packed === 'gzip') yield* gunzipped(file, highWaterMark);
  else if (packed === 'zstd') yield* unzstd(file, highWaterMark);
  else
    for await (const chunk of createReadStream(file, { highWaterMark }) as AsyncIterable<Buffer>) yield chunk;
}

async function* gunzipped(file: string, highWaterMark: number): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 2 ** 20 });
  const packed = createReadStream(file, { highWaterMark });
  packed.on('error', (error) => gunzip.destroy(error));
  gunzip.on('close', () => packed.destroy());
  for await (const chunk of packed.pipe(gunzip) as AsyncIterable<Buffer>) yield chunk;
  // Node takes a zero after a member for the end, whatever follows it.
  const behind = createReadStream(file, { highWaterMark, start: gunzip.bytesWritten });
  for await (const chunk of behind as AsyncIterable<Buffer>) {
    if (chunk.some((byte) => byte !== 0)) throw new Error(NOTHING_BEHIND);
  }
}

async function* unzstd(file: string, highWaterMark: number): AsyncGenerator<Buffer> {
  const stream = new ZstdStream(await zstdLibrary());
  try {
    for await (const chunk of createReadStream(file, { highWaterMark }) as AsyncIterable<Buffer>) {
      yield* stream.push(chunk);
    }
    stream.end();
  } finally {
    stream.close();
  }
}
