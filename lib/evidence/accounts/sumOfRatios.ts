/** ln of the sum of likelihood ratios, given their logarithms; -Infinity for none. */
export function sumOfRatios(evidence: Float64Array): number {
  const most = evidence.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (most === Number.NEGATIVE_INFINITY) return most;
  return most + Math.log(evidence.reduce((sum, each) => sum + Math.exp(each - most), 0));
}
