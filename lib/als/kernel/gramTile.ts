import { addPromoted, multiplyAdd } from './arithmetic';
import { rank, vectors, width } from './settings';

/*
 * Sums of c y y' over the rows y that a row meets, where an exact ALS spends its time.
 *
 * 1. A tile of up to 64 rows y is gathered into a contiguous piece of memory, which the first-level cache
 *    holds. The gather's cache misses overlap, and the sums below read the tile several times for one gather.
 * 2. y y' is symmetric, so each pair (i, j) is needed once. Going round the circle of `width` coordinates,
 *    pair (l, l + k) with 0 <= k <= width / 2 names each once: lane l of the product of y with itself,
 *    shifted by k. So four neighbours l need one unshifted vector and one unaligned load of the shifted one,
 *    without a broadcast, and little is computed twice: 15 vectors for rank 10, while 4 x 4 blocks need 24.
 * 3. Up to six shifts at a time keep their sums in registers over the whole tile.
 * 4. Sums over a tile are in 32 bits (at most 64 terms), those over tiles in 64.
 *
 * A tile row holds y twice around (`span` floats), so that a shifted load never wraps, and then c y. If width
 * is not a multiple of four, the last vector of c y holds its last two coordinates twice; against one load at
 * shift k it gives the pairs at shift k in its lower lanes and those at k + 2 in its upper ones.
 */
export const TILE_ROWS: u32 = 64;

/** Floats of y in a tile row. */
let span: u32 = 0;
let rowBytes: u32 = 0;
/** Shifts that name each pair once: 0 to width / 2. */
export let shifts: u32 = 0;
let slots: u32 = 0;
let tile: usize = 0;
/** c and w of each tile row. */
let confidences: usize = 0;
let weights: usize = 0;
/** For each i >= j the position of A[i][j] among the sums, u32. */
let places: usize = 0;

/** Length of a normal equation as this file sums it, in 64-bit numbers: the sums of A, then b. */
export function equationLength(): u32 {
  return (slots + vectors) << 2;
}

/** Position of A[i][j], i >= j, in an equation. */
export function placeOf(i: u32, j: u32): u32 {
  return load<u32>(places + ((i * rank + j) << 2));
}

/** Position of b[i] in an equation. */
export function targetPlace(i: u32): u32 {
  return (slots << 2) + i;
}

/** Lays out tile and tables from `begin` on; returns where they end. */
export function layOut(begin: usize): usize {
  span = (width + (width >> 1) + 1 + 3) & ~3;
  rowBytes = (span << 2) + (vectors << 4);
  shifts = (width >> 1) + 1;
  const full = width >> 2;
  slots = full * shifts;
  if (width & 3) for (let k: u32 = 0; k < width >> 1; k = tailShift(k)) slots++;
  tile = begin;
  // The second copy of y is stored in whole vectors, which may reach a little past a row's end.
  confidences = tile + TILE_ROWS * rowBytes + 16;
  weights = confidences + (TILE_ROWS << 2);
  places = weights + (TILE_ROWS << 2);
  let slot: u32 = 0;
  for (let t: u32 = 0; t < full; t++) {
    for (let k: u32 = 0; k < shifts; k++, slot++) {
      for (let lane: u32 = 0; lane < 4; lane++) setPlace((t << 2) + lane, k, (slot << 2) + lane);
    }
  }
  if (width & 3) {
    for (let k: u32 = 0; k < width >> 1; k = tailShift(k), slot++) {
      for (let lane: u32 = 0; lane < 4; lane++) {
        setPlace(width - 2 + (lane & 1), k + (lane & 2), (slot << 2) + lane);
      }
    }
  }
  return (places + ((rank * rank) << 2) + 15) & ~15;
}

/** The next of the last vector's shifts 0, 1, 4, 5, 8, ...: a load at shift k also covers k + 2. */
export function tailShift(k: u32): u32 {
  return k & 1 ? k + 3 : k + 1;
}

function setPlace(l: u32, k: u32, place: u32): void {
  const other = (l + k) % width;
  const i = max(l, other);
  const j = min(l, other);
  if (i < rank) store<u32>(places + ((i * rank + j) << 2), place);
}

/** Sets the weights c and w of the tile's row n. */
export function setWeights(n: u32, c: f32, w: f32): void {
  store<f32>(confidences + (n << 2), c);
  store<f32>(weights + (n << 2), w);
}

/** Gathers the `count` rows of `fixed` that `others` (32-bit) names into the tile; their weights are set. */
export function gather(others: usize, fixed: usize, count: u32): void {
  const bytes = vectors << 4;
  if (width === 10) {
    let target = tile;
    for (let n: u32 = 0; n < count; n++, target += 112) {
      putTen(target, fixed + load<u32>(others + (n << 2)) * 48, v128.load32_splat(confidences + (n << 2)));
    }
    return;
  }
  for (let n: u32 = 0; n < count; n++) {
    putRow(
      tile + n * rowBytes,
      fixed + load<u32>(others + (n << 2)) * bytes,
      v128.load32_splat(confidences + (n << 2)),
    );
  }
}

/** Puts `count` consecutive rows of factors into the tile, with weight 1. */
export function putRows(source: usize, count: u32): void {
  const one = f32x4.splat(1);
  for (let n: u32 = 0; n < count; n++) {
    putRow(tile + n * rowBytes, source + n * (vectors << 4), one);
    store<f32>(weights + (n << 2), 0);
  }
}

/** A tile row for ranks up to 10: `putRow` with its loops written out. */
function putTen(target: usize, source: usize, c: v128): void {
  const y0 = v128.load(source);
  const y1 = v128.load(source, 16);
  const y2 = v128.load(source, 32);
  v128.store(target, y0);
  v128.store(target, y1, 16);
  v128.store(target, y2, 32);
  v128.store(target, y0, 40);
  v128.store(target, y1, 56);
  v128.store(target, f32x4.mul(c, y0), 64);
  v128.store(target, f32x4.mul(c, y1), 80);
  const last = f32x4.mul(c, y2);
  v128.store(target, v128.shuffle<f32>(last, last, 0, 1, 0, 1), 96);
}

function putRow(target: usize, source: usize, c: v128): void {
  const scaled = target + (span << 2);
  const again = target + (width << 2);
  const bytes = vectors << 4;
  for (let at: u32 = 0; at < bytes; at += 16) v128.store(target + at, v128.load(source + at));
  for (let at: u32 = 0; again + at < scaled; at += 16) v128.store(again + at, v128.load(source + at));
  for (let at: u32 = 0; at < bytes; at += 16) {
    v128.store(scaled + at, f32x4.mul(c, v128.load(source + at)));
  }
  if (width & 3) {
    const last = v128.load(scaled + bytes - 16);
    v128.store(scaled + bytes - 16, v128.shuffle<f32>(last, last, 0, 1, 0, 1));
  }
}

/** Adds the first `count` rows of the tile to an equation. */
export function addTile(equation: usize, count: u32): void {
  const full = width >> 2;
  const scaled = span << 2;
  let slot = equation;
  let target = equation + (slots << 5);
  for (let t: u32 = 0; t < full; t++) {
    const y = t << 4;
    addSixShifts(tile + y, tile + scaled + y, count, slot, target);
    slot += 6 << 5;
    target += 32;
    let k: u32 = 6;
    for (; k + 3 <= shifts; k += 3) {
      addThreeShifts(tile + y + (k << 2), 4, 8, tile + scaled + y, count, slot);
      slot += 3 << 5;
    }
    for (; k < shifts; k++) {
      addOneShift(tile + y + (k << 2), tile + scaled + y, count, slot);
      slot += 32;
    }
  }
  if (width & 3) {
    const y = tile + ((width - 2) << 2);
    const cy = tile + scaled + (full << 4);
    addTarget(y, count, target);
    // Tail shifts 0, 1, 4 and so on: three at a time, then the rest.
    let k: u32 = 0;
    let left = slots - full * shifts;
    for (; left >= 3; left -= 3) {
      const second = tailShift(k);
      const third = tailShift(second);
      addThreeShifts(y + (k << 2), (second - k) << 2, (third - k) << 2, cy, count, slot);
      slot += 3 << 5;
      k = tailShift(third);
    }
    for (; left > 0; left--) {
      addOneShift(y + (k << 2), cy, count, slot);
      slot += 32;
      k = tailShift(k);
    }
  }
}

/** Shifts 0 to 5 of one vector of c y, and w y. */
function addSixShifts(y: usize, cy: usize, count: u32, slot: usize, target: usize): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  let b = s0;
  let w = weights;
  const step = rowBytes;
  for (const end = w + (count << 2); w < end; w += 4) {
    const c = v128.load(cy);
    const plain = v128.load(y);
    b = multiplyAdd(v128.load32_splat(w), plain, b);
    s0 = multiplyAdd(c, plain, s0);
    s1 = multiplyAdd(c, v128.load(y, 4), s1);
    s2 = multiplyAdd(c, v128.load(y, 8), s2);
    s3 = multiplyAdd(c, v128.load(y, 12), s3);
    s4 = multiplyAdd(c, v128.load(y, 16), s4);
    s5 = multiplyAdd(c, v128.load(y, 20), s5);
    y += step;
    cy += step;
  }
  addPromoted(slot, s0);
  addPromoted(slot + 32, s1);
  addPromoted(slot + 64, s2);
  addPromoted(slot + 96, s3);
  addPromoted(slot + 128, s4);
  addPromoted(slot + 160, s5);
  addPromoted(target, b);
}

function addThreeShifts(y: usize, second: usize, third: usize, cy: usize, count: u32, slot: usize): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  const step = rowBytes;
  for (let n: u32 = 0; n < count; n++) {
    const c = v128.load(cy);
    s0 = multiplyAdd(c, v128.load(y), s0);
    s1 = multiplyAdd(c, v128.load(y + second), s1);
    s2 = multiplyAdd(c, v128.load(y + third), s2);
    y += step;
    cy += step;
  }
  addPromoted(slot, s0);
  addPromoted(slot + 32, s1);
  addPromoted(slot + 64, s2);
}

function addOneShift(y: usize, cy: usize, count: u32, slot: usize): void {
  let s0 = f32x4.splat(0);
  const step = rowBytes;
  for (let n: u32 = 0; n < count; n++) {
    s0 = multiplyAdd(v128.load(cy), v128.load(y), s0);
    y += step;
    cy += step;
  }
  addPromoted(slot, s0);
}

function addTarget(y: usize, count: u32, target: usize): void {
  let b = f32x4.splat(0);
  let w = weights;
  const step = rowBytes;
  for (const end = w + (count << 2); w < end; w += 4) {
    b = multiplyAdd(v128.load32_splat(w), v128.load(y), b);
    y += step;
  }
  addPromoted(target, b);
}
