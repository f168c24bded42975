import type { NormalEquation } from './normalEquation.js';

/**
 * Finds the row of factors x of a normal equation. `x` holds the row's previous values on entry (a solver may start
 * from them) and the solution on return; the equation is left as it is.
 */
export type Solver = (equation: NormalEquation, x: Float64Array) => void;
