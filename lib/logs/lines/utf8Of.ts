import type { Encoding } from './encodings.js';
import { Utf8Converter } from './Utf8Converter.js';

/**
 * The same text as bytes in UTF-8, without a byte order mark, from chunks that may be cut anywhere.
 *
 * Bytes that are no UTF-8 stay as they are in UTF-8, so that they can be counted. Half of a surrogate pair in
 * UTF-16 becomes U+FDD0, which no text has, and its four digits, so no two names
 * become one. Half of a character at the end of UTF-16 becomes a byte that is no UTF-8.
 */
export async function* utf8Of(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  encoding: Encoding,
): AsyncGenerator<Buffer> {
  const converter = new Utf8Converter(encoding);
  for await (const chunk of chunks) {
    const bytes = converter.add(chunk);
    if (bytes.length > 0) yield bytes;
  }
  const rest = converter.end();
  if (rest.length > 0) yield rest;
}

/** As `utf8Of`, for the bytes of a whole text. */
export function toUtf8(bytes: Buffer, encoding: Encoding): Buffer {
  const converter = new Utf8Converter(encoding);
  const first = converter.add(bytes);
  const rest = converter.end();
  return rest.length === 0 ? first : Buffer.concat([first, rest]);
}
