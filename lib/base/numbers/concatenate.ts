/** Joins arrays of numbers into one array of the given kind. */
export function concatenate<T extends Int32Array | Float64Array>(
  kind: new (length: number) => T,
  parts: readonly ArrayLike<number>[],
): T {
  const whole = new kind(parts.reduce((length, part) => length + part.length, 0));
  let start = 0;
  for (const part of parts) {
    whole.set(part, start);
    start += part.length;
  }
  return whole;
}
