import { gigabytes, remedyOf, sizeInWords } from './checkMemory.js';
import { type FitSize, fitMemory } from './fitMemory.js';

/** V8's messages if it has no room for an array, a memory, a set or a map. */
const NO_ROOM = /allocation failed|could not allocate|Invalid typed array length|maximum size exceeded/;

/** The error of a fit. If an allocation failed, it says how much the fit needs and what to do instead. */
export function shortageOf(error: unknown, size: FitSize): unknown {
  if (!(error instanceof RangeError) || !NO_ROOM.test(error.message)) return error;
  return new RangeError(
    `Expected room for a fit, ${sizeInWords(size)}, which take about ${gigabytes(fitMemory(size))}: ${remedyOf(size)} (${error.message})`,
    { cause: error },
  );
}
