import type { Encoding } from './encodings.js';
import { transformed } from './transformed.js';
import { Utf8Converter } from './Utf8Converter.js';

/**
 * The same text in UTF-8 without a byte order mark, from chunks that may be cut anywhere. Bytes that aren't
 * UTF-8 stay, so that they can be counted. Half of a surrogate pair becomes U+FDD0, which no text contains,
 * and its four digits, so that different names stay different. Half of a character in UTF-16 becomes a byte
 * that isn't UTF-8.
 */
export function utf8Of(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  encoding: Encoding,
): AsyncGenerator<Buffer> {
  return transformed(chunks, new Utf8Converter(encoding));
}

/** Like `utf8Of`, for the bytes of a whole text. */
export function toUtf8(bytes: Buffer, encoding: Encoding): Buffer {
  const converter = new Utf8Converter(encoding);
  return Buffer.concat([converter.add(bytes), converter.end()]);
}
