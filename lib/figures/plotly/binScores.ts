/** Equal bins: bin k holds the values v with start + k width <= v < start + (k + 1) width. */
export interface Bins {
  start: number;
  width: number;
  size: number;
}

/** Widths below this lose their digits, since the smallest floating-point number is 5e-324. */
const TINIEST = 1e-300;

/**
 * About `target` equal bins over [min, max]. Their width is 1, 2, 2.5 or 5 times a power of ten, and their
 * edges are multiples of it.
 *
 * @param min finite, as max is; both are below 1e307 in magnitude
 * @param max not below min
 */
export function chooseBins(min: number, max: number, target: number): Bins {
  // A range that floating-point numbers can't divide is drawn as one bin.
  const smallest = Math.max(Math.abs(min), Math.abs(max)) * 1e-12;
  const raw = max / target - min / target;
  if (raw <= Math.max(smallest, TINIEST)) {
    const width = Math.abs(min) > TINIEST ? Math.abs(min) : 1;
    return { start: min - 0.5 * width, width, size: 1 };
  }
  const power = 10 ** Math.floor(Math.log10(raw));
  const width = power * ([1, 2, 2.5, 5].find((step) => step * power >= raw) ?? 10);
  const first = Math.floor(min / width);
  return { start: first * width, width, size: Math.floor(max / width) - first + 1 };
}

/** How many of the values fall into each bin. All lie within the range that the bins were chosen for. */
export function countInBins(values: Iterable<number>, { start, width, size }: Bins): number[] {
  const counts = new Array<number>(size).fill(0);
  for (const value of values) {
    const bin = Math.floor(value / width - start / width);
    // Rounding can move a value on an edge out of the first or the last bin.
    counts[Math.min(Math.max(bin, 0), size - 1)]++;
  }
  return counts;
}
