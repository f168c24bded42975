import { subtractProduct } from './arithmetic';
import { placeOf, targetPlace } from './gramTile';
import { nonnegative, rank } from './settings';

/*
 * Four normal equations A x = b solved side by side, each in a lane: four independent systems hide the waits
 * for earlier results that make a small system slow. Numbers are 64-bit: a lane is half a vector, an element
 * (one coordinate of all four lanes) two vectors, 32 bytes. Lanes never mix, so that a row's solution doesn't
 * depend on its neighbours.
 *
 * Unconstrained: A = L D L' (Cholesky's method without square roots), one round.
 *
 * Non-negative: block principal pivoting (Kim and Park 2011, from Portugal, Judice and Vicente 1994). Each
 * round solves the free coordinates exactly with the others at zero, then exchanges the wrong ones: those
 * that are free and negative, or at zero although the objective falls when they grow. It starts from the
 * coordinates that were positive before, so that after the first iterations most rows need one round.
 * Coordinates that aren't free are equations x = 0.
 */
const LANES: u32 = 4;
const ELEMENT: u32 = 32;
/** A pivot that cancels to less than this share of its diagonal is only rounding. */
const SINGULAR: f64 = 1e-13;
/** Share of its largest diagonal added to a singular A, times 10 a try: the precision of its 32-bit sums. */
const RIDGE: f64 = 1e-7;
/** Share of the largest |b| below which a slope is only rounding. */
const FLAT: f64 = 1e-12;
/** How many exchanges of all wrong coordinates may bring no progress before they are exchanged one by one. */
const PATIENCE: i32 = 3;

let a: usize = 0;
let b: usize = 0;
let l: usize = 0;
let pivots: usize = 0;
let inverses: usize = 0;
let x: usize = 0;
/** All bits are set if a coordinate is free. */
let free: usize = 0;
let wrong: usize = 0;
let ridge: usize = 0;
let flat: usize = 0;
let singular: usize = 0;
let fewestWrong: usize = 0;
let patience: usize = 0;
let rounds: usize = 0;
let busy: usize = 0;
/** For element (i, j) of packed A, and then of b, its position in an equation. */
let order: usize = 0;

/** Lays out the lanes from `begin` on; returns where they end. */
export function layOut(begin: usize): usize {
  a = begin;
  b = a + ((rank * (rank + 1)) >> 1) * ELEMENT;
  l = b + rank * ELEMENT;
  pivots = l + (rank + 1) * rank * ELEMENT;
  inverses = pivots + rank * ELEMENT;
  x = inverses + rank * ELEMENT;
  free = x + rank * ELEMENT;
  wrong = free + rank * ELEMENT;
  ridge = wrong + rank * ELEMENT;
  flat = ridge + ELEMENT;
  singular = flat + ELEMENT;
  fewestWrong = singular + ELEMENT;
  patience = fewestWrong + (LANES << 2);
  rounds = patience + (LANES << 2);
  busy = rounds + (LANES << 2);
  order = busy + (LANES << 2);
  let at = order;
  for (let i: u32 = 0; i < rank; i++) {
    for (let j: u32 = 0; j <= i; j++, at += 4) store<u32>(at, placeOf(i, j) << 3);
  }
  for (let i: u32 = 0; i < rank; i++, at += 4) store<u32>(at, targetPlace(i) << 3);
  // Idle lanes solve x = 0.
  memory.fill(a, 0, order - a);
  for (let lane: u32 = 0; lane < LANES; lane++) clear(lane);
  return (at + 15) & ~15;
}

/** Gives a lane the equation x = 0, which an idle lane solves. */
export function clear(lane: u32): void {
  let at = a + (lane << 3);
  for (let i: u32 = 0; i < rank; i++) {
    for (let j: u32 = 0; j <= i; j++, at += ELEMENT) store<f64>(at, i === j ? 1 : 0);
    store<f64>(b + i * ELEMENT + (lane << 3), 0);
    store<u64>(free + i * ELEMENT + (lane << 3), u64.MAX_VALUE);
  }
  start(lane, 0);
  store<u32>(busy + (lane << 2), 0);
}

/**
 * Gives a lane an equation to solve.
 *
 * @param penalty added to the diagonal of A
 * @param previous the row's factors so far (32-bit), which the non-negative solver starts from
 */
export function fill(lane: u32, equation: usize, penalty: f64, previous: usize): void {
  const column = lane << 3;
  let at = a + column;
  let from = order;
  for (let i: u32 = 0; i < rank; i++) {
    for (let j: u32 = 0; j < i; j++, at += ELEMENT, from += 4) {
      store<f64>(at, load<f64>(equation + load<u32>(from)));
    }
    store<f64>(at, load<f64>(equation + load<u32>(from)) + penalty);
    at += ELEMENT;
    from += 4;
  }
  let largest: f64 = 0;
  at = b + column;
  for (let i: u32 = 0; i < rank; i++, at += ELEMENT, from += 4) {
    const target = load<f64>(equation + load<u32>(from));
    store<f64>(at, target);
    largest = max(largest, Math.abs(target));
    const isFree = !nonnegative || load<f32>(previous + (i << 2)) > 0;
    store<u64>(free + i * ELEMENT + column, isFree ? u64.MAX_VALUE : 0);
  }
  start(lane, FLAT * largest);
  store<u32>(busy + (lane << 2), 1);
}

function start(lane: u32, slope: f64): void {
  store<f64>(ridge + (lane << 3), 0);
  store<f64>(flat + (lane << 3), slope);
  store<i32>(fewestWrong + (lane << 2), rank + 1);
  store<i32>(patience + (lane << 2), PATIENCE);
  store<u32>(rounds + (lane << 2), 0);
}

export function isBusy(lane: u32): bool {
  return load<u32>(busy + (lane << 2)) !== 0;
}

/** Coordinate i of a lane's solution. */
export function solution(lane: u32, i: u32): f64 {
  return load<f64>(x + i * ELEMENT + (lane << 3));
}

/** b'x of a lane: at the optimum the row's loss is that of x = 0 minus this. */
export function gain(lane: u32): f64 {
  let sum: f64 = 0;
  for (let i: u32 = 0; i < rank; i++) {
    sum += load<f64>(b + i * ELEMENT + (lane << 3)) * load<f64>(x + i * ELEMENT + (lane << 3));
  }
  return sum;
}

/** One round in all lanes; afterwards `isDone` tells which have their solution. */
export function solveRound(): void {
  factorize();
  substitute();
  if (nonnegative) findWrong();
}

/** L, D and, as one more row below L, D^-1 L^-1 b: the row b of the matrix is eliminated with the others. */
function factorize(): void {
  const rowBytes = rank * ELEMENT;
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const threshold = f64x2.splat(SINGULAR);
  const ridge0 = v128.load(ridge);
  const ridge1 = v128.load(ridge, 16);
  let singular0 = zero;
  let singular1 = zero;
  let rowJ = l;
  let diagonal = a;
  for (let j: u32 = 0; j < rank; j++) {
    const width = j * ELEMENT;
    const freeJ0 = v128.load(free + width);
    const freeJ1 = v128.load(free + width, 16);
    // A packed row by row: row j starts at j (j + 1) / 2, its diagonal j further.
    const given0 = v128.load(diagonal);
    const given1 = v128.load(diagonal, 16);
    let pivot0 = v128.bitselect(f64x2.add(given0, ridge0), one, freeJ0);
    let pivot1 = v128.bitselect(f64x2.add(given1, ridge1), one, freeJ1);
    for (let at: u32 = 0; at < width; at += ELEMENT) {
      const l0 = v128.load(rowJ + at);
      const l1 = v128.load(rowJ + at, 16);
      const s0 = f64x2.mul(l0, v128.load(pivots + at));
      const s1 = f64x2.mul(l1, v128.load(pivots + at, 16));
      pivot0 = subtractProduct(l0, s0, pivot0);
      pivot1 = subtractProduct(l1, s1, pivot1);
      // From here on row j of L is only needed times D.
      v128.store(rowJ + at, s0);
      v128.store(rowJ + at, s1, 16);
    }
    const bad0 = v128.and(freeJ0, v128.not(f64x2.gt(pivot0, f64x2.mul(threshold, given0))));
    const bad1 = v128.and(freeJ1, v128.not(f64x2.gt(pivot1, f64x2.mul(threshold, given1))));
    singular0 = v128.or(singular0, bad0);
    singular1 = v128.or(singular1, bad1);
    pivot0 = v128.bitselect(one, pivot0, bad0);
    pivot1 = v128.bitselect(one, pivot1, bad1);
    const inverse0 = f64x2.div(one, pivot0);
    const inverse1 = f64x2.div(one, pivot1);
    v128.store(pivots + width, pivot0);
    v128.store(pivots + width, pivot1, 16);
    v128.store(inverses + width, inverse0);
    v128.store(inverses + width, inverse1, 16);

    let i = j + 1;
    let source = diagonal + (j + 1) * ELEMENT;
    for (; i + 1 < rank; i += 2) {
      const next = source + (i + 1) * ELEMENT;
      const row = l + i * rowBytes;
      const freeI = free + i * ELEMENT;
      let p0 = v128.and(v128.load(source), v128.and(freeJ0, v128.load(freeI)));
      let p1 = v128.and(v128.load(source, 16), v128.and(freeJ1, v128.load(freeI, 16)));
      let q0 = v128.and(v128.load(next), v128.and(freeJ0, v128.load(freeI, 32)));
      let q1 = v128.and(v128.load(next, 16), v128.and(freeJ1, v128.load(freeI, 48)));
      const rowQ = row + rowBytes;
      for (let at: u32 = 0; at < width; at += ELEMENT) {
        const s0 = v128.load(rowJ + at);
        const s1 = v128.load(rowJ + at, 16);
        p0 = subtractProduct(v128.load(row + at), s0, p0);
        p1 = subtractProduct(v128.load(row + at, 16), s1, p1);
        q0 = subtractProduct(v128.load(rowQ + at), s0, q0);
        q1 = subtractProduct(v128.load(rowQ + at, 16), s1, q1);
      }
      v128.store(row + width, f64x2.mul(p0, inverse0));
      v128.store(row + width, f64x2.mul(p1, inverse1), 16);
      v128.store(rowQ + width, f64x2.mul(q0, inverse0));
      v128.store(rowQ + width, f64x2.mul(q1, inverse1), 16);
      source = next + (i + 2) * ELEMENT;
    }
    for (; i <= rank; i++) {
      // Row `rank` is b.
      const isTarget = i === rank;
      const from = isTarget ? b + width : source;
      const row = l + i * rowBytes;
      let p0 = v128.and(v128.load(from), freeJ0);
      let p1 = v128.and(v128.load(from, 16), freeJ1);
      if (!isTarget) {
        p0 = v128.and(p0, v128.load(free + i * ELEMENT));
        p1 = v128.and(p1, v128.load(free + i * ELEMENT, 16));
      }
      for (let at: u32 = 0; at < width; at += ELEMENT) {
        p0 = subtractProduct(v128.load(row + at), v128.load(rowJ + at), p0);
        p1 = subtractProduct(v128.load(row + at, 16), v128.load(rowJ + at, 16), p1);
      }
      v128.store(row + width, f64x2.mul(p0, inverse0));
      v128.store(row + width, f64x2.mul(p1, inverse1), 16);
      source += (i + 1) * ELEMENT;
    }
    rowJ += rowBytes;
    diagonal += (j + 2) * ELEMENT;
  }
  v128.store(singular, singular0);
  v128.store(singular, singular1, 16);
}

/** Solves L' x = D^-1 L^-1 b from the last coordinate up; row k of `l` holds row k of L D. */
function substitute(): void {
  const rowBytes = rank * ELEMENT;
  const target = l + rank * rowBytes;
  for (let i: i32 = rank - 1; i >= 0; i--) {
    const column = i * ELEMENT;
    let sum0 = f64x2.splat(0);
    let sum1 = sum0;
    let below = l + (i + 1) * rowBytes + column;
    for (let at = x + column + ELEMENT; at < x + rowBytes; at += ELEMENT, below += rowBytes) {
      sum0 = subtractProduct(v128.load(below), v128.load(at), sum0);
      sum1 = subtractProduct(v128.load(below, 16), v128.load(at, 16), sum1);
    }
    const inverse0 = v128.load(inverses + column);
    const inverse1 = v128.load(inverses + column, 16);
    v128.store(x + column, f64x2.add(v128.load(target + column), f64x2.mul(sum0, inverse0)));
    v128.store(x + column, f64x2.add(v128.load(target + column, 16), f64x2.mul(sum1, inverse1)), 16);
  }
}

/** Marks coordinates that are free and negative, or at zero with a slope b - A x that wants them to grow. */
function findWrong(): void {
  const zero = f64x2.splat(0);
  const flat0 = v128.load(flat);
  const flat1 = v128.load(flat, 16);
  let row = a;
  for (let i: u32 = 0; i < rank; i++) {
    const column = i * ELEMENT;
    const free0 = v128.load(free + column);
    const free1 = v128.load(free + column, 16);
    let wrong0 = v128.and(free0, f64x2.lt(v128.load(x + column), zero));
    let wrong1 = v128.and(free1, f64x2.lt(v128.load(x + column, 16), zero));
    if (!i64x2.all_true(v128.and(free0, free1))) {
      let slope0 = v128.load(b + column);
      let slope1 = v128.load(b + column, 16);
      let at = row;
      for (let k: u32 = 0; k < rank; k++) {
        slope0 = subtractProduct(v128.load(at), v128.load(x + k * ELEMENT), slope0);
        slope1 = subtractProduct(v128.load(at, 16), v128.load(x + k * ELEMENT, 16), slope1);
        // Along row i of the lower triangle, then down its column i.
        at += (k < i ? 1 : k + 1) * ELEMENT;
      }
      wrong0 = v128.or(wrong0, v128.andnot(f64x2.gt(slope0, flat0), free0));
      wrong1 = v128.or(wrong1, v128.andnot(f64x2.gt(slope1, flat1), free1));
    }
    v128.store(wrong + column, wrong0);
    v128.store(wrong + column, wrong1, 16);
    row += (i + 1) * ELEMENT;
  }
}

/** After a round: whether a lane has its solution. If not, it is set up for the next round. */
export function isDone(lane: u32): bool {
  const column = lane << 3;
  const round = load<u32>(rounds + (lane << 2)) + 1;
  store<u32>(rounds + (lane << 2), round);
  if (load<u64>(singular + column)) {
    raiseRidge(lane);
    return false;
  }
  if (!nonnegative) return true;
  let count: i32 = 0;
  let last: u32 = 0;
  for (let i: u32 = 0; i < rank; i++) {
    if (load<u64>(wrong + i * ELEMENT + column)) {
      count++;
      last = i;
    }
  }
  // The bound guards against endless rounds because of rounding; what is still negative then becomes 0 when
  // it is stored.
  if (count === 0 || round > 10 * rank + 20) return true;
  let all = true;
  if (count < load<i32>(fewestWrong + (lane << 2))) {
    store<i32>(fewestWrong + (lane << 2), count);
    store<i32>(patience + (lane << 2), PATIENCE);
  } else {
    const left = load<i32>(patience + (lane << 2)) - 1;
    store<i32>(patience + (lane << 2), left);
    all = left >= 0;
  }
  for (let i: u32 = all ? 0 : last; i <= last; i++) {
    const at = i * ELEMENT + column;
    store<u64>(free + at, load<u64>(free + at) ^ load<u64>(wrong + at));
  }
  return false;
}

function raiseRidge(lane: u32): void {
  const column = lane << 3;
  const before = load<f64>(ridge + column);
  let largest: f64 = 0;
  let diagonal = a + column;
  for (let i: u32 = 0; i < rank; i++) {
    largest = max(largest, load<f64>(diagonal));
    diagonal += (i + 2) * ELEMENT;
  }
  store<f64>(ridge + column, before > 0 ? before * 10 : largest > 0 ? RIDGE * largest : 1);
}
