import * as conjugate from './conjugateRows';
import * as exact from './exactRows';
import { addTile, equationLength, layOut as layOutTile, putRows, TILE_ROWS } from './gramTile';
import { addWide, layOut as layOutWide } from './gramWide';
import { layOut as layOutLanes } from './lanes';
import { cgSteps, set, vectors, wide } from './settings';
import { reset, write } from './statistics';

/*
 * The functions that a thread calls. Pointers are byte offsets into the shared memory; `scratch` belongs to
 * the thread. Rows of factors are `4 * vectors` floats apart, those beyond the rank zero. Nothing allocates
 * or waits.
 */

/** Takes the settings of a fit, and lays out a thread's scratch space; returns where it ends. */
export function configure(
  rank: u32,
  implicitPrefs: bool,
  nonnegative: bool,
  wide: bool,
  cgSteps: u32,
  regParam: f64,
  alpha: f64,
  scratch: usize,
): usize {
  set(rank, implicitPrefs, nonnegative, wide, cgSteps, regParam, alpha);
  const end = exact.layOut(layOutLanes(layOutWide(layOutTile(scratch))));
  return conjugate.layOut(end);
}

/** Length in 64-bit numbers of the sums that `gramRows` writes. */
export function gramLength(): u32 {
  return equationLength();
}

/** Y'Y of rows `first` to `end` of Y = `fixed`, written to `target`. */
export function gramRows(fixed: usize, first: u32, end: u32, target: usize): void {
  memory.fill(target, 0, equationLength() << 3);
  const rowBytes = vectors << 4;
  if (wide) {
    for (let row = first; row < end; row++) addWide(target, fixed + row * rowBytes, 1, 0);
    return;
  }
  for (let row = first; row < end; row += TILE_ROWS) {
    const count = min(end - row, TILE_ROWS);
    putRows(fixed + row * rowBytes, count);
    addTile(target, count);
  }
}

/** Adds up `count` partial sums of `gramRows`, one after the other, into `target`: Y'Y for this thread. */
export function sumGrams(partial: usize, count: u32, target: usize): void {
  const bytes = equationLength() << 3;
  memory.fill(target, 0, bytes);
  for (let n: u32 = 0; n < count; n++, partial += bytes) {
    for (let at: u32 = 0; at < bytes; at += 16) {
      v128.store(target + at, f64x2.add(v128.load(target + at), v128.load(partial + at)));
    }
  }
  if (cgSteps > 0) conjugate.takeGram(target);
}

/**
 * Solves rows `first` to `end` of one side while the other side's factors `fixed` stay fixed.
 *
 * @param starts interactions of row r are at starts[r] to starts[r + 1] of `others` and `ratings`
 * @param solved the factors to solve; previous values in, new ones out
 * @param gram Y'Y of `fixed` (see sumGrams); not read for explicit feedback
 * @param statistics receives four 64-bit sums (see statistics.ts)
 */
export function solveRows(
  first: u32,
  end: u32,
  starts: usize,
  others: usize,
  ratings: usize,
  fixed: usize,
  solved: usize,
  gram: usize,
  statistics: usize,
): void {
  reset();
  if (cgSteps > 0) conjugate.solve(first, end, starts, others, ratings, fixed, solved);
  else exact.solve(first, end, starts, others, ratings, fixed, solved, gram);
  write(statistics);
}
