import { askedOf, gigabytes, remedyOf } from './checkMemory.js';
import { type FitSize, fitMemory } from './fitMemory.js';

/** What V8 says where it has no room for an array, a memory, a set or a map. */
const NO_ROOM = /allocation failed|could not allocate|Invalid typed array length|maximum size exceeded/;

/** An error of a fit: of an allocation that failed although there seemed to be room, with the figure and the way on; else as it is. */
export function shortageOf(error: unknown, size: FitSize): unknown {
  if (!(error instanceof RangeError) || !NO_ROOM.test(error.message)) return error;
  return new RangeError(
    `Expected room for a fit, ${askedOf(size)}, which take about ${gigabytes(fitMemory(size))}: ${remedyOf(size)} (${error.message})`,
    { cause: error },
  );
}
