import { lowerBound } from '../../base/numbers/lowerBound.js';
import type { Direction } from '../counts/similarity.js';

/*
 * The two passes over the rows of a direction. A row's similarities to all others come from one walk over its
 * columns' rows, into an array of sums that is as long as there are rows (Gustavson 1978, a row of a sparse
 * product). Rows are independent of each other: any thread may do any of them, and the result is the same to
 * the bit.
 */

/** Sums of weights that rows share with the current one; all 0 between rows. Each thread has one. */
export type Sums = Float64Array;

/** Questions about cells (row, column), grouped by row: those of row n are starts[n] to starts[n + 1] - 1. */
export interface Questions {
  starts: Int32Array;
  column: Int32Array;
  /** 1 if the cell is a training access, which is then judged as if it had been left out. */
  seen: Uint8Array;
  /** The scale, spread and 1 / k of each row, side by side for a single read; see `fillTraits`. */
  traits: Float64Array;
  /** Answer: the share of rows with the column among the rows like this one; see `answerRows`. */
  peers: Float64Array;
  /** Answer: this row's share among the rows like each of the column's rows, on average. */
  alike: Float64Array;
}

/** Numbers in `traits` for each row; a fourth keeps a row within one line of the cache. */
export const TRAITS = 4;

/** Fills in what `answerRows` needs to know about similar rows. */
export function fillTraits({ scale, spread, rows }: Direction, traits: Float64Array): void {
  for (let row = 0; row < scale.length; row++) {
    traits[TRAITS * row] = scale[row];
    traits[TRAITS * row + 1] = spread[row];
    traits[TRAITS * row + 2] = 1 / (rows.starts[row + 1] - rows.starts[row]);
  }
}

/** A similarity whose square is below this is only rounding. */
const LEAST_SQUARE = 1e-18;
/** The squared length of a row without one of its columns counts as at least this. */
const LEAST_LEFT = 1e-9;

/** The spread of rows first..end-1. */
export function measureRows(direction: Direction, first: number, end: number, sums: Sums): void {
  const { scale, spread, tenantStart, tenantEnd, work } = direction;
  for (let row = first; row < end; row++) {
    addShared(direction, row, sums);
    sums[row] = 0;
    const own = scale[row];
    let sum = 0;
    if (work[row] >= tenantEnd[row] - tenantStart[row]) {
      const stop = tenantEnd[row];
      for (let other = tenantStart[row]; other < stop; other++) {
        const shared = sums[other];
        if (shared === 0) continue;
        const square = shared * shared * own * scale[other];
        sum += square * square;
        sums[other] = 0;
      }
    } else {
      sum = drain(direction, row, sums);
    }
    spread[row] = sum;
  }
}

/** Adds up the spread, and clears the sums, of a row that touches few others. */
function drain({ rows, columns, weight, scale }: Direction, row: number, sums: Sums): number {
  let sum = 0;
  for (let n = rows.starts[row]; n < rows.starts[row + 1]; n++) {
    const column = rows.others[n];
    if (weight[column] === 0) continue;
    for (let m = columns.starts[column]; m < columns.starts[column + 1]; m++) {
      const other = columns.others[m];
      const shared = sums[other];
      if (shared === 0) continue;
      const square = shared * shared * scale[row] * scale[other];
      sum += square * square;
      sums[other] = 0;
    }
  }
  return sum;
}

/** What each row shares with this one, itself included. */
function addShared({ rows, columns, weight }: Direction, row: number, sums: Sums): void {
  const { starts, others } = columns;
  for (let n = rows.starts[row]; n < rows.starts[row + 1]; n++) {
    const column = rows.others[n];
    const shared = weight[column];
    if (shared === 0) continue;
    const stop = starts[column + 1];
    for (let m = starts[column]; m < stop; m++) sums[others[m]] += shared;
  }
}

function clearShared(
  { rows, columns, weight, work, tenantStart, tenantEnd }: Direction,
  row: number,
  sums: Sums,
) {
  if (work[row] >= tenantEnd[row] - tenantStart[row]) {
    sums.fill(0, tenantStart[row], tenantEnd[row]);
    return;
  }
  for (let n = rows.starts[row]; n < rows.starts[row + 1]; n++) {
    const column = rows.others[n];
    if (weight[column] === 0) continue;
    for (let m = columns.starts[column]; m < columns.starts[column + 1]; m++) sums[columns.others[m]] = 0;
  }
}

/**
 * Visits, in order, each row that shares something with this one, and this row itself, with what they share.
 */
export function sumRow(
  direction: Direction,
  row: number,
  sums: Sums,
  visit: (other: number, shared: number) => void,
): void {
  const { work, tenantStart, tenantEnd } = direction;
  if (work[row] < tenantEnd[row] - tenantStart[row]) {
    const touched = touchShared(direction, row, sums);
    for (const other of touched) {
      visit(other, sums[other]);
      sums[other] = 0;
    }
    return;
  }
  addShared(direction, row, sums);
  for (let other = tenantStart[row]; other < tenantEnd[row]; other++) {
    if (sums[other] !== 0) visit(other, sums[other]);
    sums[other] = 0;
  }
}

/**
 * Answers the questions about rows first..end-1. For the cell (n, c), with s' the similarity without the cell
 * itself (rows keep length 1: c = 1 / sqrt(1 - x(n, c)^2)), over the rows m != n of the column:
 *
 *   peers = sum of s'^4 / k(m)  /  (spread(n) c^4 + sum of (s'^4 - (s c)^4))
 *   alike = mean of s'^4 / max(spread(m) + s'^4 - s^4, s'^4)
 */
export function answerRows(
  direction: Direction,
  questions: Questions,
  first: number,
  end: number,
  sums: Sums,
): void {
  for (let row = first; row < end; row++) {
    const from = questions.starts[row];
    const to = questions.starts[row + 1];
    if (from === to) continue;
    // If a row touches few others and the column is long, it is cheaper to look up those few.
    const touched = sparse(direction, questions, row) ? touchShared(direction, row, sums) : null;
    if (touched === null) addShared(direction, row, sums);
    for (let q = from; q < to; q++) answer(direction, questions, row, q, sums, touched);
    if (touched === null) clearShared(direction, row, sums);
    else for (const other of touched) sums[other] = 0;
  }
}

function sparse({ columns, work }: Direction, { starts, column }: Questions, row: number): boolean {
  for (let q = starts[row]; q < starts[row + 1]; q++) {
    const length = columns.starts[column[q] + 1] - columns.starts[column[q]];
    if (length > 32 && length > 16 * work[row]) return true;
  }
  return false;
}

/** Like `addShared`; returns the rows that share something, ascending. */
function touchShared({ rows, columns, weight }: Direction, row: number, sums: Sums): Int32Array {
  const touched: number[] = [];
  for (let n = rows.starts[row]; n < rows.starts[row + 1]; n++) {
    const column = rows.others[n];
    const shared = weight[column];
    if (shared === 0) continue;
    for (let m = columns.starts[column]; m < columns.starts[column + 1]; m++) {
      const other = columns.others[m];
      if (sums[other] === 0) touched.push(other);
      sums[other] += shared;
    }
  }
  return Int32Array.from(touched).sort();
}

function answer(
  { columns, weight, scale }: Direction,
  { column, seen, traits, peers, alike }: Questions,
  row: number,
  q: number,
  sums: Sums,
  touched: Int32Array | null,
): void {
  const c = column[q];
  const begin = columns.starts[c];
  const stop = columns.starts[c + 1];
  const own = seen[q] === 1 ? weight[c] : 0;
  const left = Math.max(1 - own * scale[row], LEAST_LEFT);
  const growth = 1 / (left * left);
  const scaleRow = scale[row];
  const scaleLeft = scaleRow / left;
  const others = touched === null ? columns.others : common(touched, columns.others, begin, stop);
  const end = touched === null ? stop : others.length;
  let byPeers = 0;
  let contained = 0;
  let change = 0;
  let shares = 0;
  for (let n = touched === null ? begin : 0; n < end; n++) {
    const other = others[n];
    const shared = sums[other];
    if (shared === 0 || other === row) continue;
    const at = TRAITS * other;
    const square = shared * shared * scaleRow * traits[at];
    const rest = shared - own;
    let squareLeft = rest * rest * scaleLeft * traits[at];
    if (squareLeft < LEAST_SQUARE) squareLeft = 0;
    const fourth = square * square;
    const fourthLeft = squareLeft * squareLeft;
    change += fourthLeft - fourth * growth;
    if (fourthLeft === 0) continue;
    contained += fourthLeft;
    byPeers += fourthLeft * traits[at + 2];
    shares += fourthLeft / Math.max(traits[at + 1] + fourthLeft - fourth, fourthLeft);
  }
  const k = stop - begin - seen[q];
  peers[q] = byPeers > 0 ? byPeers / Math.max(traits[TRAITS * row + 1] * growth + change, contained) : 0;
  alike[q] = k > 0 ? shares / k : 0;
}

/** The rows that share something and have the column. */
function common(touched: Int32Array, others: Int32Array, begin: number, stop: number): Int32Array {
  return touched.filter((other) => has(others, begin, stop, other));
}

function has(others: Int32Array, begin: number, stop: number, other: number): boolean {
  const place = lowerBound(others, other, begin, stop);
  return place < stop && others[place] === other;
}
