import { gunzipSync } from 'node:zlib';
import type { Compression } from './compressionOf.js';
import { ZstdStream } from './ZstdStream.js';
import { zstdLibrary } from './zstdLibrary.js';

export const NOTHING_BEHIND = 'something else behind its end';

/**
 * The unpacked bytes; undefined if they are more than `mostBytes`. It only waits for the first zstd file, so
 * thousands are unpacked in a moment. It throws the same errors as `bytesOf`.
 */
export async function unpackSmall(
  packed: Buffer,
  compression: Compression,
  mostBytes = Number.POSITIVE_INFINITY,
): Promise<Buffer | undefined> {
  if (compression === 'gzip') return gunzipSmall(packed, mostBytes);
  if (compression === 'zstd') return unzstdSmall(packed, mostBytes);
  return packed.length > mostBytes ? undefined : packed;
}

/** Node's error for a result that is larger than allowed. */
const TOO_LARGE = 'ERR_BUFFER_TOO_LARGE';

/** With `info`, Node also returns its engine, which its types don't know. */
interface Gunzipped {
  buffer: Buffer;
  engine: { bytesWritten: number };
}

function gunzipSmall(packed: Buffer, mostBytes: number): Buffer | undefined {
  const limit = Number.isFinite(mostBytes) ? { maxOutputLength: mostBytes } : {};
  try {
    const { buffer, engine } = gunzipSync(packed, { ...limit, info: true }) as unknown as Gunzipped;
    if (packed.subarray(engine.bytesWritten).some((byte) => byte !== 0)) throw new Error(NOTHING_BEHIND);
    return buffer;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === TOO_LARGE) return undefined;
    throw error;
  }
}

async function unzstdSmall(packed: Buffer, mostBytes: number): Promise<Buffer | undefined> {
  const stream = new ZstdStream(await zstdLibrary());
  try {
    const parts: Buffer[] = [];
    let length = 0;
    for (const part of stream.push(packed)) {
      parts.push(part);
      length += part.length;
      if (length > mostBytes) return undefined;
    }
    stream.end();
    return parts.length === 1 ? parts[0] : Buffer.concat(parts);
  } finally {
    stream.close();
  }
}
