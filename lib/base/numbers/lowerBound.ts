/** The first position in ascending numbers whose number isn't below a value; `to` if there is none. */
export function lowerBound(
  sorted: Int32Array | Float64Array,
  value: number,
  from = 0,
  to = sorted.length,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
