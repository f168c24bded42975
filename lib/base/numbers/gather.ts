/**
 * The numbers at some positions. It is a loop, because a callback for each of millions takes several times as
 * long.
 */
export function gather(values: Int32Array, at: Int32Array): Int32Array {
  const taken = new Int32Array(at.length);
  for (let n = 0; n < taken.length; n++) taken[n] = values[at[n]];
  return taken;
}

/** The same for 64-bit floats. */
export function gatherFloats(values: Float64Array, at: Int32Array): Float64Array {
  const taken = new Float64Array(at.length);
  for (let n = 0; n < taken.length; n++) taken[n] = values[at[n]];
  return taken;
}

/** The positions that are kept, ascending. */
export function positionsWhere(length: number, isKept: (position: number) => boolean): Int32Array {
  const kept = new Int32Array(length);
  let count = 0;
  for (let n = 0; n < length; n++) if (isKept(n)) kept[count++] = n;
  return kept.slice(0, count);
}
