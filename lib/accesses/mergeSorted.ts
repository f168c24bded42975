/**
 * Merges two tables of distinct rows, each sorted column by column, into one.
 *
 * @returns the columns of the distinct rows of both
 */
export function mergeSorted(a: readonly Int32Array[], b: readonly Int32Array[]): Int32Array[] {
  const [lengthA, lengthB] = [a[0].length, b[0].length];
  const merged = a.map(() => new Int32Array(lengthA + lengthB));
  let [n, m, count] = [0, 0, 0];
  while (n < lengthA || m < lengthB) {
    const order = n === lengthA ? 1 : m === lengthB ? -1 : compare(a, n, b, m);
    const [from, row] = order <= 0 ? [a, n] : [b, m];
    for (let c = 0; c < merged.length; c++) merged[c][count] = from[c][row];
    count++;
    if (order <= 0) n++;
    if (order >= 0) m++;
  }
  return merged.map((column) => column.slice(0, count));
}

function compare(a: readonly Int32Array[], n: number, b: readonly Int32Array[], m: number): number {
  for (let c = 0; c < a.length; c++) {
    const difference = a[c][n] - b[c][m];
    if (difference !== 0) return difference;
  }
  return 0;
}
