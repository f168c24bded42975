/** A label as 0 or 1, from a number, boolean or bigint; null for anything else, even an empty text. */
export function labelOf(value: unknown): 0 | 1 | null {
  if (value === 1 || value === true || value === 1n) return 1;
  return value === 0 || value === false || value === 0n ? 0 : null;
}
