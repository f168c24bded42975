/** A fit's settings of the kernel: the same for every row, set once per thread by `configure` (index.ts). */
export let rank: u32 = 0;
export let implicitPrefs: bool = false;
export let nonnegative: bool = false;
/** Steps of conjugate gradients for each row; 0 = solve exactly. */
export let cgSteps: u32 = 0;
export let regParam: f64 = 0;
export let alpha: f64 = 0;

/** Whether all sums are in 64 bits. */
export let wide: bool = false;

/**
 * The rank rounded up to the width in which the Gram matrix is computed: an even number, at least 10 (see
 * gramTile.ts).
 */
export let width: u32 = 0;
/** Vectors of four floats from one row of factors to the next; those beyond `rank` hold zeros. */
export let vectors: u32 = 0;

export function set(
  rankOption: u32,
  implicitOption: bool,
  nonnegativeOption: bool,
  wideOption: bool,
  cgStepsOption: u32,
  regParamOption: f64,
  alphaOption: f64,
): void {
  rank = rankOption;
  implicitPrefs = implicitOption;
  nonnegative = nonnegativeOption;
  wide = wideOption;
  cgSteps = cgStepsOption;
  regParam = regParamOption;
  alpha = alphaOption;
  width = max((rank + 1) & ~1, 10);
  vectors = (width + 3) >> 2;
}
