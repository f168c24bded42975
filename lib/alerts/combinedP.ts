/**
 * The Cauchy combination of p-values (Liu and Xie 2020), in which only those below 1/2 count:
 *
 *   t = mean of max(0, tan((1/2 - p) pi)),   p = 1/2 - arctan(t) / pi
 */
export function combinedP(count: number, pOf: (n: number) => number): number {
  let tangents = 0;
  for (let n = 0; n < count; n++) tangents += Math.max(0, Math.tan((0.5 - pOf(n)) * Math.PI));
  return Math.min(1, Math.max(Number.MIN_VALUE, 0.5 - Math.atan(tangents / count) / Math.PI));
}
