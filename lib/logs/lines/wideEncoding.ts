/** An encoding of two bytes for most characters, and how many bytes of mark come before the text. */
export interface WideEncoding {
  encoding: 'utf-16le' | 'utf-16be';
  mark: 0 | 2;
}

/** So much is looked at where there is no mark, in bytes. */
const LOOK = 1024;

/**
 * Whether a text is UTF-16, by its first bytes: it has the byte order mark, or every second byte is zero and
 * the others are ASCII.
 */
export function wideEncoding(head: Uint8Array): WideEncoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', mark: 2 };
  const length = Math.min(head.length, LOOK) & ~1;
  if (length < 4) return undefined;
  for (const zero of [1, 0]) {
    const isWide = head
      .subarray(0, length)
      .every((byte, n) =>
        n % 2 === zero ? byte === 0 : (byte >= 32 && byte < 127) || (byte >= 9 && byte <= 13),
      );
    if (isWide) return { encoding: zero === 1 ? 'utf-16le' : 'utf-16be', mark: 0 };
  }
  return undefined;
}
