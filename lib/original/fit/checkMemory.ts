import os from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { type FitSize, fitMemory } from './fitMemory.js';

/** The memory that a process may take. */
export interface Room {
  /** Bytes that this process can still get. */
  free: number;
  /** How many of them names and other objects of V8 can have. */
  heap: number;
}

/** Ids, positions and codes have 32 bits. */
const MOST_ROWS = 2 ** 31 - 1;
/** Bytes of a name in V8's heap: its text, a list, a map. */
const NAME_IN_HEAP = 150;

const REMEDY = 'fit it on Spark (connectSpark, docs/scale.md)';
const REMEDY_EXPLICIT = 'draw fewer pairs (complementsetFactor), or fit implicit feedback (applyImplicitCf)';

/**
 * Refuses a fit that needs more memory than is free, before anything is allocated for it.
 *
 * @throws RangeError with how much is free, how much the fit needs, and what to do instead
 */
export function checkMemory(size: FitSize, { free, heap }: Room = roomOfProcess()): void {
  const { rows, users, resources } = size;
  if (rows > MOST_ROWS) {
    throw new RangeError(
      `Expected a fit of at most ${figure(MOST_ROWS)} rows, which is what positions of 32 bits count, ${sizeInWords(size)}: ${REMEDY}`,
    );
  }
  const bytes = fitMemory(size);
  if (bytes > free) {
    throw new RangeError(
      `Expected a fit of at most ${gigabytes(free)}, which is what this machine has free, ${sizeInWords(size)}, which take ` +
        `${gigabytes(bytes)}: ${remedyOf(size)}`,
    );
  }
  const names = (users + resources) * NAME_IN_HEAP;
  if (names > heap) {
    throw new RangeError(
      `Expected names of at most ${gigabytes(heap)}, which is what V8's heap has free, ${sizeInWords(size)}, whose names take ` +
        `${gigabytes(names)}: start Node with a larger --max-old-space-size, or ${REMEDY}`,
    );
  }
}

export function sizeInWords({ rows, users, resources, rank }: FitSize): string {
  return `got ${figure(rows)} rows of ${figure(users)} users and ${figure(resources)} resources at rank ${rank}`;
}

/** Spark only fits implicit feedback. */
export function remedyOf({ drawn }: FitSize): string {
  return drawn ? REMEDY_EXPLICIT : REMEDY;
}

/** The memory that is free now. A container's limit counts; the files that it has cached don't. */
export function roomOfProcess(): Room {
  const limits = [process.constrainedMemory(), os.totalmem()].filter((bytes) => bytes > 0);
  const unclaimed = Math.min(...limits) - process.memoryUsage.rss();
  // On other systems, the free memory doesn't include the system's caches.
  const free = os.platform() === 'linux' ? Math.min(os.freemem(), unclaimed) : unclaimed;
  const { heap_size_limit, used_heap_size } = getHeapStatistics();
  return { free: Math.max(free, 0), heap: heap_size_limit - used_heap_size };
}

export function figure(value: number): string {
  return value.toLocaleString('en-US');
}

export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toPrecision(3)} GB`;
}
