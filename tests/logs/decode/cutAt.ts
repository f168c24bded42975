/** Bytes in chunks, cut at some places; places beyond the end wrap around. */
export function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const cuts = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...cuts].map((start, n) => bytes.subarray(start, cuts[n] ?? bytes.length));
}
