import { CONTROL_BYTES } from './control.js';
import type { KernelSettings } from './loadKernel.js';
import { MOST_PAGES, PAGE } from './webAssembly.js';

/** Where one side is in the shared memory; pointers are byte offsets. */
export interface SidePlan {
  numRows: number;
  /** numRows + 1 positions, 32-bit. */
  starts: number;
  /** The row of the other side for each interaction, 32-bit. */
  others: number;
  /** 32-bit floats. */
  ratings: number;
  /** Rows of `stride` 32-bit floats. */
  factors: number;
  numChunks: number;
  /** Pairs of first row and end row, 32-bit. */
  chunks: number;
  /** Four 64-bit sums of each chunk: squares of steps, squares of factors, loss, regularisation. */
  statistics: number;
  /** Blocks of rows whose shares of Y'Y are summed separately. */
  numBlocks: number;
  /** The blocks' sums, gramBytes each. */
  partials: number;
}

/** Where everything is in the shared memory. */
export interface Plan {
  settings: KernelSettings;
  users: SidePlan;
  items: SidePlan;
  /** 32-bit counters that threads share; see control.ts. */
  control: number;
  /** Each thread's own space: Y'Y, then the kernel's scratch. */
  scratch: number;
  scratchBytes: number;
  gramBytes: number;
  /** Floats from one row of factors to the next. */
  stride: number;
  bytes: number;
}

/** Rows whose share of Y'Y is summed by one job. */
export const BLOCK = 1024;

const LARGEST_MEMORY = MOST_PAGES * PAGE;

/**
 * Lays out one WebAssembly memory: both orders of the interactions (8 bytes each), factors, threads' scratch.
 *
 * @throws RangeError if that is more than the 4 GiB of a 32-bit memory
 */
export function makePlan(
  settings: KernelSettings,
  shape: { numUsers: number; numItems: number; numRatings: number },
  chunks: { users: number; items: number },
  threads: number,
): Plan {
  const width = Math.max(settings.rank + (settings.rank % 2), 10);
  const stride = 4 * Math.ceil(width / 4);
  // An upper bound of what kernel/gramTile.ts needs: all shifts of all vectors, and b.
  const gramBytes = align(8 * stride * (width / 2 + 2));
  const scratchBytes = align(gramBytes + 80 * stride * stride + 8192 * stride + PAGE);
  // Offset 0 stays unused.
  let end = 64;
  const take = (bytes: number) => {
    const start = end;
    end = align(end + bytes);
    return start;
  };
  const control = take(CONTROL_BYTES);
  const side = (numRows: number, numChunks: number): SidePlan => {
    const numBlocks = Math.ceil(numRows / BLOCK);
    return {
      numRows,
      starts: take(4 * (numRows + 1)),
      others: take(4 * shape.numRatings),
      ratings: take(4 * shape.numRatings),
      factors: take(4 * stride * numRows),
      numChunks,
      chunks: take(8 * numChunks),
      statistics: take(32 * numChunks),
      numBlocks,
      partials: take(gramBytes * numBlocks),
    };
  };
  const users = side(shape.numUsers, chunks.users);
  const items = side(shape.numItems, chunks.items);
  const scratch = take(scratchBytes * threads);
  if (end > LARGEST_MEMORY) {
    const { numRatings, numUsers, numItems } = shape;
    throw new RangeError(
      `Expected a factorisation that fits into the 4 GiB of a WebAssembly memory, got ${numRatings} ratings of ` +
        `${numUsers} users and ${numItems} items at rank ${settings.rank}, ${(end / 2 ** 30).toFixed(1)} GiB: ` +
        'train on fewer, with a smaller rank, each tenant by itself (separateTenants), or on Spark (connectSpark, docs/scale.md)',
    );
  }
  return { settings, users, items, control, scratch, scratchBytes, gramBytes, stride, bytes: end };
}

/** To 64 bytes: a line of the cache. */
function align(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}
