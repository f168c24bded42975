/** What one iteration did. */
export interface Iteration {
  /** How far the user factors moved: Frobenius norm of the step over that of the factors (0 = not at all). */
  change: number;
  /** The objective after it (see plainObjective.ts, and iterationLoss.ts of the engine). */
  loss: number;
}

/** A factorisation under way: on one thread or several, in WebAssembly or in plain TypeScript. */
export interface AlsIterations {
  /** Solves the items, then the users. */
  next(): Promise<Iteration>;
  /** The factors now, row-major, n x rank. */
  factors(): { userFactors: Float32Array; itemFactors: Float32Array };
  /** Gives back threads. Call it once, also after an error. */
  close(): void;
}

/** |step| / |factors| from the squares of both norms; 0 if nothing moved, 1 if everything became 0. */
export function relativeChange(moved: number, size: number): number {
  if (moved === 0) return 0;
  return size === 0 ? 1 : Math.sqrt(moved / size);
}
