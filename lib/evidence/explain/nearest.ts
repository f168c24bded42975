import type { Direction } from '../counts/similarity.js';
import { sumRow } from '../engine/passes.js';

/** The rows most like a row, the nearest first; equally near ones by their id. */
export interface Nearest {
  row: Int32Array;
  /** s in (0, 1]. */
  similarity: Float64Array;
}

/**
 * Finds the nearest rows in a direction: users by the resources that they share, or resources by their users.
 *
 * @param count how many
 * @param isAsked which rows may be found; default: all
 */
export function nearestRows(
  direction: Direction,
  count: number,
  isAsked: (row: number) => boolean = () => true,
): (row: number) => Nearest {
  const sums = new Float64Array(direction.scale.length);
  const known = new Map<number, Nearest>();
  return (row) => {
    const before = known.get(row);
    if (before) return before;
    const best: [other: number, square: number][] = [];
    sumRow(direction, row, sums, (other, shared) => {
      if (other === row || !isAsked(other)) return;
      const square = shared * shared * direction.scale[row] * direction.scale[other];
      if (best.length === count && square <= best[count - 1][1]) return;
      let place = best.length;
      while (place > 0 && best[place - 1][1] < square) place--;
      best.splice(place, 0, [other, square]);
      if (best.length > count) best.pop();
    });
    const nearest = {
      row: Int32Array.from(best, ([other]) => other),
      similarity: Float64Array.from(best, ([, square]) => Math.min(1, Math.sqrt(square))),
    };
    known.set(row, nearest);
    return nearest;
  };
}

/** The similarity of a row to each other row; the array is overwritten when another row is asked for. */
export function similarities(direction: Direction): (row: number) => Float64Array {
  const { scale } = direction;
  const sums = new Float64Array(scale.length);
  const own = new Float64Array(scale.length);
  let touched: number[] = [];
  let at = -1;
  return (row) => {
    if (row === at) return own;
    for (const other of touched) own[other] = 0;
    touched = [];
    at = row;
    sumRow(direction, row, sums, (other, shared) => {
      own[other] = Math.min(1, shared * Math.sqrt(scale[row] * scale[other]));
      touched.push(other);
    });
    return own;
  };
}
