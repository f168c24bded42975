import { usable } from './arithmetic';
import { addTile, equationLength, gather, setWeights, TILE_ROWS } from './gramTile';
import { addWide } from './gramWide';
import { clear, fill, gain, isBusy, isDone, solution, solveRound } from './lanes';
import { implicitPrefs, rank, regParam, vectors, wide } from './settings';
import { addLoss, addMove, addPenalty } from './statistics';
import { counts, gramWeight, lossAtZero, targetWeight } from './weights';

/*
 * The exact half-step: it builds the normal equation of each row and solves four at a time. A lane that has
 * its solution takes the next row, so that a row that needs many rounds doesn't delay three others.
 */
let equation: usize = 0;
/** For each lane: its row, the row's loss at x = 0, its penalty. */
let rowOf: usize = 0;
let lossOf: usize = 0;
let penaltyOf: usize = 0;

/** Lays out scratch space from `memory` on; returns where it ends. */
export function layOut(start: usize): usize {
  equation = start;
  rowOf = equation + (equationLength() << 3);
  lossOf = rowOf + 16;
  penaltyOf = lossOf + 32;
  return penaltyOf + 32;
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
  gram: usize,
): void {
  let next = first;
  let running: u32 = 0;
  while (true) {
    for (let lane: u32 = 0; lane < 4; lane++) {
      if (isBusy(lane)) continue;
      // Rows without an interaction stay zeros.
      while (next < end && isEmpty(starts, next)) next++;
      if (next === end) continue;
      build(lane, next++, starts, others, ratings, fixed, solved, gram);
      running++;
    }
    if (running === 0) return;
    solveRound();
    for (let lane: u32 = 0; lane < 4; lane++) {
      if (isBusy(lane) && isDone(lane)) {
        keep(lane, solved);
        clear(lane);
        running--;
      }
    }
  }
}

function isEmpty(starts: usize, row: u32): bool {
  return load<i32>(starts + (row << 2)) === load<i32>(starts + (row << 2), 4);
}

function build(
  lane: u32,
  row: u32,
  starts: usize,
  others: usize,
  ratings: usize,
  fixed: usize,
  solved: usize,
  gram: usize,
): void {
  if (implicitPrefs) memory.copy(equation, gram, equationLength() << 3);
  else memory.fill(equation, 0, equationLength() << 3);
  const rowBytes = vectors << 4;
  const end = load<i32>(starts + (row << 2), 4) as u32;
  let counted: u32 = 0;
  let loss: f64 = 0;
  for (let n = load<i32>(starts + (row << 2)) as u32; n < end; n += TILE_ROWS) {
    const count = min<u32>(end - n, TILE_ROWS);
    const tileOthers = others + (n << 2);
    const tileRatings = ratings + (n << 2);
    for (let k: u32 = 0; k < count; k++) {
      const rating = load<f32>(tileRatings + (k << 2));
      const c = gramWeight(rating);
      const w = targetWeight(rating, c);
      counted += u32(counts(rating));
      loss += lossAtZero(rating, w);
      if (wide) addWide(equation, fixed + load<u32>(tileOthers + (k << 2)) * rowBytes, c, w);
      else setWeights(k, c, w);
    }
    if (wide) continue;
    gather(tileOthers, fixed, count);
    addTile(equation, count);
  }
  const penalty = regParam * counted;
  fill(lane, equation, penalty, solved + row * rowBytes);
  store<u32>(rowOf + (lane << 2), row);
  store<f64>(lossOf + (lane << 3), loss);
  store<f64>(penaltyOf + (lane << 3), penalty);
}

function keep(lane: u32, solved: usize): void {
  const target = solved + load<u32>(rowOf + (lane << 2)) * (vectors << 4);
  let squares: f64 = 0;
  for (let i: u32 = 0; i < rank; i++) {
    const value = usable(<f32>solution(lane, i));
    addMove(load<f32>(target + (i << 2)), value);
    squares += <f64>value * <f64>value;
    store<f32>(target + (i << 2), value);
  }
  addLoss(load<f64>(lossOf + (lane << 3)) - gain(lane));
  addPenalty(load<f64>(penaltyOf + (lane << 3)) * squares);
}
