/**
 * The exact sum, rounded once, the same in any order: tiny values aren't lost beside huge ones that cancel
 * (Shewchuk 1997; Python's `fsum`).
 *
 * @param values numbers whose partial sums are all within 64 bits, such as 32-bit numbers
 */
export function addExactly(values: Iterable<number>): number {
  /** Numbers of which no two overlap, from the smallest on, whose sum is exact. */
  const partials: number[] = [];
  for (let value of values) {
    let kept = 0;
    for (const partial of partials) {
      const [large, small] = Math.abs(value) < Math.abs(partial) ? [partial, value] : [value, partial];
      const sum = large + small;
      const rest = small - (sum - large);
      if (rest !== 0) partials[kept++] = rest;
      value = sum;
    }
    partials.length = kept;
    partials.push(value);
  }
  // This avoids a negative zero.
  return roundedOnce(partials) + 0;
}

function roundedOnce(partials: readonly number[]): number {
  let n = partials.length - 1;
  if (n < 0) return 0;
  let sum = partials[n--];
  let rest = 0;
  while (n >= 0 && rest === 0) {
    const before = sum;
    sum += partials[n];
    rest = partials[n--] - (sum - before);
  }
  // Halfway between two numbers the rest decides, which the addition couldn't see.
  const decides = n >= 0 && Math.sign(rest) === Math.sign(partials[n]);
  if (!decides || rest === 0) return sum;
  const doubled = 2 * rest;
  const next = sum + doubled;
  return next - sum === doubled ? next : sum;
}
