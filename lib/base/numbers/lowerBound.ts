/** The first position from `from` to `to` that holds a number not below a value; `to` where none does. Ascending numbers. */
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
