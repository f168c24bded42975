import { multiplyAdd, sumLanes, usable } from './arithmetic';
import { placeOf } from './gramTile';
import { cgSteps, implicitPrefs, rank, regParam, vectors } from './settings';
import { addLoss, addMove, addPenalty } from './statistics';
import { gramWeights, targetWeights } from './weights';

/*
 * The approximate half-step: a few steps of conjugate gradients from the row's last values (Takacs, Pilaszy,
 * Tikk 2011; as `implicit`), unconstrained. A is never formed: A p = Y'Y p + lambda p + sum c (y'p) y, two
 * passes over the rows y, so that a step costs O(rank) an interaction, and the exact solution's Gram matrix
 * O(rank^2).
 *
 * Four rows y at a time share each load of p and of A p. They are read in place: at high ranks a row fills
 * whole cache lines, so a copy would gain nothing. It computes in 32 bits, since the steps approximate
 * anyway.
 */

/**
 * A direction d with d'A d below this share of |A| d'd is singular to 32 bits: a step along it would follow
 * rounding, not the equation, so the row doesn't move along it. |A| is the largest |A d| / |d| seen.
 */
const SINGULAR: f64 = 1e-6;

let bytes: u32 = 0;
/** Y'Y in full, 32-bit. */
let gram: usize = 0;
let x: usize = 0;
let residual: usize = 0;
let direction: usize = 0;
let product: usize = 0;
/** Fills up a last group of fewer than four rows. */
let zeros: usize = 0;

/** The last pass's sum of w (y'p), and the first pass's loss at x = 0 and number of counting interactions. */
let pull: f64 = 0;
let lossAtOrigin: f64 = 0;
let counted: u32 = 0;

/** Lays out scratch space from `start` on; returns where it ends. */
export function layOut(start: usize): usize {
  bytes = vectors << 4;
  gram = start;
  // It is read four vectors at a time.
  x = gram + (vectors << 2) * bytes + 64;
  residual = x + bytes;
  direction = residual + bytes;
  product = direction + bytes;
  zeros = product + bytes;
  memory.fill(gram, 0, zeros + bytes - gram);
  return zeros + bytes;
}

/** Reads Y'Y from an equation (see gramTile.ts). */
export function takeGram(equation: usize): void {
  for (let i: u32 = 0; i < rank; i++) {
    for (let j: u32 = 0; j < rank; j++) {
      const place = i > j ? placeOf(i, j) : placeOf(j, i);
      store<f32>(gram + i * bytes + (j << 2), <f32>load<f64>(equation + (place << 3)));
    }
  }
}

/** Solves rows `first` to `end` of one side; see index.ts for the arguments. */
export function solve(
  first: u32,
  end: u32,
  starts: usize,
  others: usize,
  ratings: usize,
  fixed: usize,
  solved: usize,
): void {
  for (let row = first; row < end; row++) {
    const from = load<u32>(starts + (row << 2));
    const to = load<u32>(starts + (row << 2), 4);
    if (from < to) solveRow(from, to, others, ratings, fixed, solved + row * bytes);
  }
}

function solveRow(from: u32, to: u32, others: usize, ratings: usize, fixed: usize, target: usize): void {
  memory.copy(x, target, bytes);

  // residual = b - A x; `gain` follows b'x.
  memory.fill(residual, 0, bytes);
  lossAtOrigin = 0;
  counted = 0;
  addInteractions(from, to, others, ratings, fixed, x, residual, true);
  const penalty = (regParam * counted) as f32;
  addGram(x, residual, penalty, -1);
  let gain = pull;
  memory.copy(direction, residual, bytes);
  let error = dot(residual, residual);
  let norm: f64 = 0;
  for (let step: u32 = 0; step < cgSteps && error > 0; step++) {
    memory.fill(product, 0, bytes);
    addInteractions(from, to, others, ratings, fixed, direction, product, false);
    addGram(direction, product, penalty, 1);
    const curvature = dot(direction, product);
    const square = dot(direction, direction);
    norm = Math.max(norm, Math.sqrt(dot(product, product) / square));
    if (!(curvature > SINGULAR * norm * square)) break;
    const length = error / curvature;
    add(x, length as f32, direction);
    add(residual, -length as f32, product);
    gain += length * pull;
    const before = error;
    error = dot(residual, residual);
    // direction = residual + (error / before) direction
    scaleAndAdd(direction, (error / before) as f32, residual);
  }

  let squares: f64 = 0;
  for (let i: u32 = 0; i < rank; i++) {
    const value = usable(load<f32>(x + (i << 2)));
    addMove(load<f32>(target + (i << 2)), value);
    squares += <f64>value * <f64>value;
    store<f32>(target + (i << 2), value);
  }
  // x'A x - 2 b'x with A x = b - residual.
  addLoss(lossAtOrigin - gain - dot(x, residual));
  addPenalty(<f64>penalty * squares);
}

/** to += scale * (Y'Y + penalty I) p. */
function addGram(p: usize, to: usize, penalty: f32, scale: f32): void {
  for (let at: u32 = 0; at < bytes; at += 64) {
    const left = bytes - at;
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let row = gram + at;
    for (let k: u32 = 0; k < rank; k++, row += bytes) {
      const pk = v128.load32_splat(p + (k << 2));
      s0 = multiplyAdd(pk, v128.load(row), s0);
      s1 = multiplyAdd(pk, v128.load(row, 16), s1);
      s2 = multiplyAdd(pk, v128.load(row, 32), s2);
      s3 = multiplyAdd(pk, v128.load(row, 48), s3);
    }
    addGramVector(p + at, to + at, penalty, scale, s0);
    if (left > 16) addGramVector(p + at + 16, to + at + 16, penalty, scale, s1);
    if (left > 32) addGramVector(p + at + 32, to + at + 32, penalty, scale, s2);
    if (left > 48) addGramVector(p + at + 48, to + at + 48, penalty, scale, s3);
  }
}

function addGramVector(p: usize, to: usize, penalty: f32, scale: f32, sum: v128): void {
  const all = multiplyAdd(f32x4.splat(penalty), v128.load(p), sum);
  v128.store(to, multiplyAdd(f32x4.splat(scale), all, v128.load(to)));
}

/** sum += A p without its constant part, sum c (y'p) y; in the first pass b - A p, sum (w - c (y'p)) y. */
function addInteractions(
  from: u32,
  to: u32,
  others: usize,
  ratings: usize,
  fixed: usize,
  p: usize,
  sum: usize,
  isFirst: bool,
): void {
  pull = 0;
  let n = from;
  for (; n + 4 <= to; n += 4) {
    const at = others + (n << 2);
    addFour(
      v128.load(ratings + (n << 2)),
      fixed + load<u32>(at) * bytes,
      fixed + load<u32>(at, 4) * bytes,
      fixed + load<u32>(at, 8) * bytes,
      fixed + load<u32>(at, 12) * bytes,
      p,
      sum,
      isFirst,
      4,
    );
  }
  if (n < to) {
    const at = others + (n << 2);
    const rest = to - n;
    let some = v128.load32_zero(ratings + (n << 2));
    if (rest > 1) some = f32x4.replace_lane(some, 1, load<f32>(ratings + (n << 2), 4));
    if (rest > 2) some = f32x4.replace_lane(some, 2, load<f32>(ratings + (n << 2), 8));
    addFour(
      some,
      fixed + load<u32>(at) * bytes,
      rest > 1 ? fixed + load<u32>(at, 4) * bytes : zeros,
      rest > 2 ? fixed + load<u32>(at, 8) * bytes : zeros,
      zeros,
      p,
      sum,
      isFirst,
      rest,
    );
  }
}

/** Four interactions of `addInteractions`; the last 4 - count have rating 0 and a row of zeros. */
function addFour(
  some: v128,
  y0: usize,
  y1: usize,
  y2: usize,
  y3: usize,
  p: usize,
  sum: usize,
  isFirst: bool,
  count: u32,
): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  // Four vectors in each turn: their offsets are constants, so that each load is one instruction.
  const unrolled = bytes & ~63;
  let at: u32 = 0;
  for (; at < unrolled; at += 64) {
    const q = p + at;
    const a0 = y0 + at;
    const a1 = y1 + at;
    const a2 = y2 + at;
    const a3 = y3 + at;
    let v = v128.load(q);
    s0 = multiplyAdd(v, v128.load(a0), s0);
    s1 = multiplyAdd(v, v128.load(a1), s1);
    s2 = multiplyAdd(v, v128.load(a2), s2);
    s3 = multiplyAdd(v, v128.load(a3), s3);
    v = v128.load(q, 16);
    s0 = multiplyAdd(v, v128.load(a0, 16), s0);
    s1 = multiplyAdd(v, v128.load(a1, 16), s1);
    s2 = multiplyAdd(v, v128.load(a2, 16), s2);
    s3 = multiplyAdd(v, v128.load(a3, 16), s3);
    v = v128.load(q, 32);
    s0 = multiplyAdd(v, v128.load(a0, 32), s0);
    s1 = multiplyAdd(v, v128.load(a1, 32), s1);
    s2 = multiplyAdd(v, v128.load(a2, 32), s2);
    s3 = multiplyAdd(v, v128.load(a3, 32), s3);
    v = v128.load(q, 48);
    s0 = multiplyAdd(v, v128.load(a0, 48), s0);
    s1 = multiplyAdd(v, v128.load(a1, 48), s1);
    s2 = multiplyAdd(v, v128.load(a2, 48), s2);
    s3 = multiplyAdd(v, v128.load(a3, 48), s3);
  }
  for (; at < bytes; at += 16) {
    const v = v128.load(p + at);
    s0 = multiplyAdd(v, v128.load(y0 + at), s0);
    s1 = multiplyAdd(v, v128.load(y1 + at), s1);
    s2 = multiplyAdd(v, v128.load(y2 + at), s2);
    s3 = multiplyAdd(v, v128.load(y3 + at), s3);
  }
  // The four dot products side by side: a transposition, added up.
  const low01 = v128.shuffle<f32>(s0, s1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(s0, s1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(s2, s3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(s2, s3, 2, 6, 3, 7);
  const sums01 = f32x4.add(low01, high01);
  const sums23 = f32x4.add(low23, high23);
  const dots = f32x4.add(
    v128.shuffle<f32>(sums01, sums23, 0, 1, 4, 5),
    v128.shuffle<f32>(sums01, sums23, 2, 3, 6, 7),
  );
  const c = gramWeights(some);
  const w = targetWeights(some, c);
  let weights = f32x4.mul(c, dots);
  if (isFirst) {
    weights = f32x4.sub(w, weights);
    lossAtOrigin += sumLanes(implicitPrefs ? w : f32x4.mul(some, some)) as f64;
    counted += implicitPrefs ? popcnt(i32x4.bitmask(f32x4.gt(some, f32x4.splat(0)))) : count;
  }
  pull += sumLanes(f32x4.mul(w, dots)) as f64;
  const w0 = v128.shuffle<f32>(weights, weights, 0, 0, 0, 0);
  const w1 = v128.shuffle<f32>(weights, weights, 1, 1, 1, 1);
  const w2 = v128.shuffle<f32>(weights, weights, 2, 2, 2, 2);
  const w3 = v128.shuffle<f32>(weights, weights, 3, 3, 3, 3);
  for (at = 0; at < unrolled; at += 64) {
    const to = sum + at;
    const a0 = y0 + at;
    const a1 = y1 + at;
    const a2 = y2 + at;
    const a3 = y3 + at;
    let v = v128.load(to);
    v = multiplyAdd(w0, v128.load(a0), v);
    v = multiplyAdd(w1, v128.load(a1), v);
    v = multiplyAdd(w2, v128.load(a2), v);
    v128.store(to, multiplyAdd(w3, v128.load(a3), v));
    v = v128.load(to, 16);
    v = multiplyAdd(w0, v128.load(a0, 16), v);
    v = multiplyAdd(w1, v128.load(a1, 16), v);
    v = multiplyAdd(w2, v128.load(a2, 16), v);
    v128.store(to, multiplyAdd(w3, v128.load(a3, 16), v), 16);
    v = v128.load(to, 32);
    v = multiplyAdd(w0, v128.load(a0, 32), v);
    v = multiplyAdd(w1, v128.load(a1, 32), v);
    v = multiplyAdd(w2, v128.load(a2, 32), v);
    v128.store(to, multiplyAdd(w3, v128.load(a3, 32), v), 32);
    v = v128.load(to, 48);
    v = multiplyAdd(w0, v128.load(a0, 48), v);
    v = multiplyAdd(w1, v128.load(a1, 48), v);
    v = multiplyAdd(w2, v128.load(a2, 48), v);
    v128.store(to, multiplyAdd(w3, v128.load(a3, 48), v), 48);
  }
  for (; at < bytes; at += 16) {
    let v = v128.load(sum + at);
    v = multiplyAdd(w0, v128.load(y0 + at), v);
    v = multiplyAdd(w1, v128.load(y1 + at), v);
    v = multiplyAdd(w2, v128.load(y2 + at), v);
    v128.store(sum + at, multiplyAdd(w3, v128.load(y3 + at), v));
  }
}

/** In 64 bits: squares of large residuals leave the range of 32. */
function dot(p: usize, q: usize): f64 {
  let low = f64x2.splat(0);
  let high = low;
  for (let at: u32 = 0; at < bytes; at += 16) {
    const a = v128.load(p + at);
    const b = v128.load(q + at);
    low = f64x2.add(low, f64x2.mul(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b)));
    high = f64x2.add(high, f64x2.mul(upper(a), upper(b)));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** The upper two numbers of four. */
function upper(a: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(a, a, 2, 3, 2, 3));
}

/** p += scale * q. */
function add(p: usize, scale: f32, q: usize): void {
  const factor = f32x4.splat(scale);
  for (let at: u32 = 0; at < bytes; at += 16) {
    v128.store(p + at, multiplyAdd(factor, v128.load(q + at), v128.load(p + at)));
  }
}

/** p = scale * p + q. */
function scaleAndAdd(p: usize, scale: f32, q: usize): void {
  const factor = f32x4.splat(scale);
  for (let at: u32 = 0; at < bytes; at += 16) {
    v128.store(p + at, multiplyAdd(factor, v128.load(p + at), v128.load(q + at)));
  }
}
