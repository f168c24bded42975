import { shifts, tailShift } from './gramTile';
import { vectors, width } from './settings';

/*
 * The sums of gramTile.ts in 64 bits, a row at a time at about twice the cost, for small fits: products are
 * exact to 53 bits, and scores that are small differences of large numbers keep their digits.
 */

/** y once around and a half, then c y: 64-bit. */
let row: usize = 0;

/** Lays out scratch space from `begin` on; returns where it ends. */
export function layOut(begin: usize): usize {
  row = begin;
  // Stored four at a time, twice around, and c y.
  return row + ((3 * width + 8) << 3);
}

/** equation += c y y', w y, for the row y at `source`. */
export function addWide(equation: usize, source: usize, c: f32, w: f32): void {
  const full = width >> 2;
  const weight = <f64>c;
  const scaled = row + ((2 * width + 4) << 3);
  for (let i: u32 = 0; i < width; i++) {
    const y = <f64>load<f32>(source + (i << 2));
    store<f64>(row + (i << 3), y);
    store<f64>(row + ((i + width) << 3), y);
    store<f64>(scaled + (i << 3), weight * y);
  }
  let sum = equation;
  for (let t: u32 = 0; t < full; t++) {
    const c0 = v128.load(scaled + (t << 5));
    const c1 = v128.load(scaled + (t << 5), 16);
    let y = row + (t << 5);
    for (let k: u32 = 0; k < shifts; k++, sum += 32, y += 8) {
      addProduct(sum, c0, v128.load(y));
      addProduct(sum + 16, c1, v128.load(y, 16));
    }
  }
  if (width & 3) {
    // The last two coordinates, at shift k and at k + 2.
    const last = v128.load(scaled + ((width - 2) << 3));
    for (let k: u32 = 0; k < width >> 1; k = tailShift(k), sum += 32) {
      const y = row + ((width - 2 + k) << 3);
      addProduct(sum, last, v128.load(y));
      addProduct(sum + 16, last, v128.load(y, 16));
    }
  }
  const target = f64x2.splat(<f64>w);
  for (let i: u32 = 0; i < vectors << 1; i++, sum += 16) addProduct(sum, target, v128.load(row + (i << 4)));
}

function addProduct(sum: usize, a: v128, b: v128): void {
  v128.store(sum, f64x2.add(v128.load(sum), f64x2.mul(a, b)));
}
