/** A label as 0 or 1: numbers, booleans and bigints of these; null for all else, so that an empty text is no label. */
export function labelOf(value: unknown): 0 | 1 | null {
  if (value === 1 || value === true || value === 1n) return 1;
  return value === 0 || value === false || value === 0n ? 0 : null;
}
