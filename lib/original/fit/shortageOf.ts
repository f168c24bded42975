import { gigabytes, remedyOf, sizeInWords } from './checkMemory.js';
import { type FitSize, fitMemory } from './fitMemory.js';

/** What V8 says where it has no room for an array, a memory, a set or a map. */
const NO_ROOM = /allocation failed|could not allocate|Invalid typed array length|maximum size exceeded/;

/** The error of a fit. That of a failed allocation says what the fit takes and how to go on. */
export function shortageOf(error: unknown, size: FitSize): unknown {
  if (!(error instanceof RangeError) || !NO_ROOM.test(error.message)) return error;
  return new RangeError(
    `Expected room for a fit, ${sizeInWords(size)}, which take about ${gigabytes(fitMemory(size))}: ${remedyOf(size)} (${error.message})`,
    { cause: error },
  );
}
