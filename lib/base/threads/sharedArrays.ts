/*
 * Arrays that threads share. A worker gets them without a copy, and they are freed like any other array once
 * nobody holds them.
 */

/** @param given a length, or the numbers to copy */
export function sharedInt32(given: number | ArrayLike<number>): Int32Array {
  const length = typeof given === 'number' ? given : given.length;
  const array = new Int32Array(new SharedArrayBuffer(4 * length));
  if (typeof given !== 'number') array.set(given);
  return array;
}

/** @param given a length, or the numbers to copy */
export function sharedFloat64(given: number | ArrayLike<number>): Float64Array {
  const length = typeof given === 'number' ? given : given.length;
  const array = new Float64Array(new SharedArrayBuffer(8 * length));
  if (typeof given !== 'number') array.set(given);
  return array;
}
