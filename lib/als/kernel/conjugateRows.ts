import { multiplyAdd, sumLanes, usable } from './arithmetic';
import { counts, gramWeight, lossAtZero, targetWeight } from './gather';
import { placeOf } from './gramTile';
import { cgSteps, rank, regParam, vectors } from './settings';
import { addLoss, addMove, addPenalty } from './statistics';

/*
 * The approximate half-step: a few steps of conjugate gradients from the row's last values (Takacs, Pilaszy, Tikk 2011;
 * as `implicit`). A x is never formed: A p = Y'Y p + lambda p + sum c (y'p) y, two passes over the gathered rows y, so
 * that a step costs O(rank) an interaction where the exact solution's Gram matrix costs O(rank^2). Unconstrained.
 *
 * Rows y are gathered once into a tile (four at a time share each load of p and A p); a row with more interactions
 * gathers again for each step. In 32 bits: the steps are an approximation anyway.
 */
const TILE_ROWS: u32 = 512;
/** Residuals below this are solved. */
const SOLVED: f32 = 1e-20;

let bytes: u32 = 0;
let tile: usize = 0;
let confidences: usize = 0;
let targets: usize = 0;
/** Y'Y in full, 32-bit. */
let gram: usize = 0;
let x: usize = 0;
let residual: usize = 0;
let direction: usize = 0;
let product: usize = 0;

/** Lays out scratch space from `memory` on; returns where it ends. */
export function layOut(start: usize): usize {
  bytes = vectors << 4;
  tile = start;
  confidences = tile + TILE_ROWS * bytes;
  targets = confidences + (TILE_ROWS << 2);
  gram = targets + (TILE_ROWS << 2);
  x = gram + (vectors << 2) * bytes;
  residual = x + bytes;
  direction = residual + bytes;
  product = direction + bytes;
  memory.fill(gram, 0, product + bytes - gram);
  return product + bytes;
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
    const from = load<i32>(starts + (row << 2));
    const to = load<i32>(starts + (row << 2), 4);
    if (from < to) solveRow(from, to, others, ratings, fixed, solved + row * bytes);
  }
}

function solveRow(from: i32, to: i32, others: usize, ratings: usize, fixed: usize, target: usize): void {
  let counted: u32 = 0;
  let lossAtOrigin: f64 = 0;
  for (let n = from; n < to; n++) {
    const rating = load<f32>(ratings + ((<u32>n) << 2));
    if (counts(rating)) counted++;
    lossAtOrigin += lossAtZero(rating, targetWeight(rating, gramWeight(rating)));
  }
  const penalty = <f32>(regParam * counted);
  memory.copy(x, target, bytes);

  // residual = b - A x; `gain` follows b'x.
  memory.fill(residual, 0, bytes);
  addGram(x, residual, penalty, -1);
  let gain = addInteractions(from, to, others, ratings, fixed, x, residual, 1, -1, true);
  memory.copy(direction, residual, bytes);
  let error = dot(residual, residual);
  const isInTile = <u32>(to - from) <= TILE_ROWS;
  for (let step: u32 = 0; step < cgSteps && error > SOLVED; step++) {
    memory.fill(product, 0, bytes);
    addGram(direction, product, penalty, 1);
    const pull = addInteractions(from, to, others, ratings, fixed, direction, product, 0, 1, !isInTile);
    const curvature = dot(direction, product);
    if (!(curvature > 0)) break;
    const length = error / curvature;
    add(x, length, direction);
    add(residual, -length, product);
    gain += <f64>length * pull;
    const before = error;
    error = dot(residual, residual);
    // direction = residual + (error / before) direction
    scaleAndAdd(direction, error / before, residual);
  }

  let squares: f64 = 0;
  for (let i: u32 = 0; i < rank; i++) {
    const value = usable(load<f32>(x + (i << 2)));
    addMove(load<f32>(target + (i << 2)), value);
    squares += <f64>value * <f64>value;
    store<f32>(target + (i << 2), value);
  }
  // x'A x - 2 b'x with A x = b - residual.
  addLoss(lossAtOrigin - gain - <f64>dot(x, residual));
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

/** to += sum (targetScale w + gramScale c (y'p)) y; returns sum w (y'p). */
function addInteractions(
  from: i32,
  to: i32,
  others: usize,
  ratings: usize,
  fixed: usize,
  p: usize,
  sum: usize,
  targetScale: f32,
  gramScale: f32,
  mustGather: bool,
): f64 {
  let pull: f64 = 0;
  for (let n = from; n < to; n += TILE_ROWS) {
    const count = min<u32>(to - n, TILE_ROWS);
    if (mustGather) gather(n, count, others, ratings, fixed);
    const padded = (count + 3) & ~3;
    for (let row: u32 = 0; row < padded; row += 4) {
      pull += <f64>addFour(row, p, sum, targetScale, gramScale);
    }
  }
  return pull;
}

function gather(n: i32, count: u32, others: usize, ratings: usize, fixed: usize): void {
  for (let row: u32 = 0; row < count; row++) {
    const position = (<u32>(n + row)) << 2;
    const rating = load<f32>(ratings + position);
    const c = gramWeight(rating);
    store<f32>(confidences + (row << 2), c);
    store<f32>(targets + (row << 2), targetWeight(rating, c));
    const source = fixed + <u32>load<i32>(others + position) * bytes;
    const target = tile + row * bytes;
    for (let at: u32 = 0; at < bytes; at += 16) v128.store(target + at, v128.load(source + at));
  }
  // A last group of four is filled up with rows that weigh nothing.
  const padded = (count + 3) & ~3;
  memory.fill(tile + count * bytes, 0, (padded - count) * bytes);
  memory.fill(confidences + (count << 2), 0, (padded - count) << 2);
  memory.fill(targets + (count << 2), 0, (padded - count) << 2);
}

function addFour(row: u32, p: usize, sum: usize, targetScale: f32, gramScale: f32): f32 {
  const y0 = tile + row * bytes;
  const y1 = y0 + bytes;
  const y2 = y1 + bytes;
  const y3 = y2 + bytes;
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (let at: u32 = 0; at < bytes; at += 16) {
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
  const w = v128.load(targets + (row << 2));
  const c = v128.load(confidences + (row << 2));
  const weights = multiplyAdd(
    f32x4.splat(gramScale),
    f32x4.mul(c, dots),
    f32x4.mul(f32x4.splat(targetScale), w),
  );
  const w0 = v128.shuffle<f32>(weights, weights, 0, 0, 0, 0);
  const w1 = v128.shuffle<f32>(weights, weights, 1, 1, 1, 1);
  const w2 = v128.shuffle<f32>(weights, weights, 2, 2, 2, 2);
  const w3 = v128.shuffle<f32>(weights, weights, 3, 3, 3, 3);
  for (let at: u32 = 0; at < bytes; at += 16) {
    let v = v128.load(sum + at);
    v = multiplyAdd(w0, v128.load(y0 + at), v);
    v = multiplyAdd(w1, v128.load(y1 + at), v);
    v = multiplyAdd(w2, v128.load(y2 + at), v);
    v128.store(sum + at, multiplyAdd(w3, v128.load(y3 + at), v));
  }
  return sumLanes(f32x4.mul(w, dots));
}

function dot(p: usize, q: usize): f32 {
  let sum = f32x4.splat(0);
  for (let at: u32 = 0; at < bytes; at += 16) sum = multiplyAdd(v128.load(p + at), v128.load(q + at), sum);
  return sumLanes(sum);
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
