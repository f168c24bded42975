// @ts-check
// What the processes of a benchmark have in common.

/** What this process is told: its one argument, of JSON. */
export const told = JSON.parse(process.argv[2]);

/**
 * The result of a function, and the seconds that it takes.
 * @template T
 * @param {() => Promise<T> | T} run
 */
export async function timed(run) {
  const start = performance.now();
  const result = await run();
  return { result, seconds: (performance.now() - start) / 1000 };
}

/**
 * Prints what was measured as a line of JSON, with the peak of memory since the start unless it already has
 * one.
 * @param {object} measured
 */
export function answer(measured) {
  console.log(JSON.stringify({ peakMb: process.resourceUsage().maxRSS / 1000, ...measured }));
}
