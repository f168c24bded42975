/** The dot product of two rows of `length` numbers, which begin at `aStart` in `a` and at `bStart` in `b`. */
export function dot<T extends Float32Array | Float64Array>(
  a: T,
  aStart: number,
  b: T,
  bStart: number,
  length: number,
): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[aStart + k] * b[bStart + k];
  return sum;
}
