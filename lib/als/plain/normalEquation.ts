/**
 * The system A x = b whose solution is one row of factors: A symmetric, rank x rank, row-major, of which only
 * the lower triangle (column <= row) is kept up to date.
 */
export interface NormalEquation {
  rank: number;
  a: Float64Array;
  b: Float64Array;
}

/**
 * Finds the row of factors x of a normal equation. `x` holds the row's previous values on entry (a solver may
 * start from them) and the solution on return; the equation is left as it is.
 */
export type Solver = (equation: NormalEquation, x: Float64Array) => void;

export function normalEquation(rank: number): NormalEquation {
  return { rank, a: new Float64Array(rank * rank), b: new Float64Array(rank) };
}

/** A += weight * y y', for the row y of `factors` that starts at `offset`. */
export function addOuter(
  { rank, a }: NormalEquation,
  factors: Float32Array,
  offset: number,
  weight: number,
): void {
  for (let i = 0; i < rank; i++) {
    const scaled = weight * factors[offset + i];
    for (let j = 0; j <= i; j++) a[i * rank + j] += scaled * factors[offset + j];
  }
}

/** b += weight * y, for the row y of `factors` that starts at `offset`. */
export function addVector(
  { rank, b }: NormalEquation,
  factors: Float32Array,
  offset: number,
  weight: number,
): void {
  for (let i = 0; i < rank; i++) b[i] += weight * factors[offset + i];
}

/** A += value * I. */
export function addDiagonal({ rank, a }: NormalEquation, value: number): void {
  for (let i = 0; i < rank; i++) a[i * rank + i] += value;
}

/** Y'Y of all rows of `factors` (n x rank), the lower triangle. */
export function gram(factors: Float32Array, rank: number): Float64Array {
  const equation = normalEquation(rank);
  for (let offset = 0; offset < factors.length; offset += rank) addOuter(equation, factors, offset, 1);
  return equation.a;
}
