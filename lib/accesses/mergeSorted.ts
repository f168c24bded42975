/**
 * Merges two tables of distinct rows, each sorted column by column, into one.
 *
 * @returns the columns of the distinct rows of both
 */
export function mergeSorted(a: readonly Int32Array[], b: readonly Int32Array[]): Int32Array[] {
  const places = mergedPlaces(a, b);
  return a.map((column, c) => {
    const other = b[c];
    const merged = new Int32Array(places.length);
    for (let n = 0; n < merged.length; n++)
      merged[n] = places[n] >= 0 ? column[places[n]] : other[~places[n]];
    return merged;
  });
}

/** Where each row of the result is: in `a`, or in `b` as ~place. */
function mergedPlaces(a: readonly Int32Array[], b: readonly Int32Array[]): Int32Array {
  const [firstA, firstB] = [a[0], b[0]];
  const [lengthA, lengthB] = [firstA.length, firstB.length];
  const places = new Int32Array(lengthA + lengthB);
  let [n, m, count] = [0, 0, 0];
  while (n < lengthA && m < lengthB) {
    // The first or the second column nearly always decides.
    let order = firstA[n] - firstB[m];
    for (let c = 1; order === 0 && c < a.length; c++) order = a[c][n] - b[c][m];
    if (order <= 0) {
      places[count++] = n++;
      if (order === 0) m++;
    } else {
      places[count++] = ~m++;
    }
  }
  while (n < lengthA) places[count++] = n++;
  while (m < lengthB) places[count++] = ~m++;
  return places.subarray(0, count);
}
