/** Ratings of one side's rows: the row, the other side's row and the rating of each. */
export interface RowRatings {
  row: Int32Array;
  other: Int32Array;
  rating: Float64Array;
}

/** The ratings at the positions that are kept. */
export function filterRatings(
  { row, other, rating }: RowRatings,
  isKept: (n: number) => boolean,
): RowRatings {
  const kept = Int32Array.from(row.keys()).filter(isKept);
  return {
    row: kept.map((n) => row[n]),
    other: kept.map((n) => other[n]),
    rating: Float64Array.from(kept, (n) => rating[n]),
  };
}
