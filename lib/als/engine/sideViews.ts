import type { Interactions } from '../groupBy.js';
import type { SidePlan } from './memoryPlan.js';
import type { Memory } from './webAssembly.js';

/** One side of a factorisation in the shared memory. */
interface SideViews {
  grouping: Interactions;
  factors: Float32Array;
  chunks: Int32Array;
  statistics: Float64Array;
}

export function sideViews(memory: Memory, side: SidePlan, numRatings: number, stride: number): SideViews {
  const { buffer } = memory;
  return {
    grouping: {
      starts: new Int32Array(buffer, side.starts, side.numRows + 1),
      others: new Int32Array(buffer, side.others, numRatings),
      ratings: new Float32Array(buffer, side.ratings, numRatings),
    },
    factors: new Float32Array(buffer, side.factors, side.numRows * stride),
    chunks: new Int32Array(buffer, side.chunks, 2 * side.numChunks),
    statistics: new Float64Array(buffer, side.statistics, 4 * side.numChunks),
  };
}
