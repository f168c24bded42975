/** How Arrow describes nulls: their count, and a bit for each row, set if there is a value. */
export interface Nulls {
  nullCount: number;
  nullBitmap?: Uint8Array;
}

export function nullBitmap(values: ArrayLike<unknown>): Nulls {
  const bitmap = new Uint8Array(Math.ceil(values.length / 8));
  let nullCount = 0;
  for (let row = 0; row < values.length; row++) {
    if (values[row] === null) nullCount++;
    else bitmap[row >> 3] |= 1 << (row & 7);
  }
  return nullCount === 0 ? { nullCount } : { nullCount, nullBitmap: bitmap };
}

/** The same for numbers in which NaN means null. */
export function nanBitmap(values: Float64Array): Nulls {
  const bitmap = new Uint8Array(Math.ceil(values.length / 8));
  let nullCount = 0;
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row])) nullCount++;
    else bitmap[row >> 3] |= 1 << (row & 7);
  }
  return nullCount === 0 ? { nullCount } : { nullCount, nullBitmap: bitmap };
}
