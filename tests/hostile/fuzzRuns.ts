/** How often a property is tried: few times in `npm test`, `FUZZ_RUNS` times where that is set. */
export function fuzzRuns(few: number): number {
  return Number(process.env.FUZZ_RUNS ?? few);
}
