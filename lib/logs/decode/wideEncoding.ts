/** How many bytes are looked at if there is no mark. */
const LOOK = 1024;

/** Whether a text is UTF-16: it has a byte order mark, or every second byte is zero, the others ASCII. */
export function wideEncoding(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const length = Math.min(head.length, LOOK) & ~1;
  if (length < 4) return undefined;
  for (const zero of [1, 0]) {
    const isWide = head
      .subarray(0, length)
      .every((byte, n) =>
        n % 2 === zero ? byte === 0 : (byte >= 32 && byte < 127) || (byte >= 9 && byte <= 13),
      );
    if (isWide) return zero === 1 ? 'utf-16le' : 'utf-16be';
  }
  return undefined;
}
