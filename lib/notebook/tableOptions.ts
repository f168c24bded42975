export interface TableOptions {
  /** Rows to show at most. Default 20. */
  limit?: number;
  /** Decimals of a fraction. Default 3. */
  digits?: number;
}

/** Defaults filled in; a limit or a number of digits that can't be is an error. */
export function tableOptions({ limit = 20, digits = 3 }: TableOptions): Required<TableOptions> {
  if (!Number.isInteger(limit) || limit < 0) {
    throw new RangeError(`Expected limit to be a non-negative integer, got ${limit}`);
  }
  if (!Number.isInteger(digits) || digits < 1 || digits > 15) {
    throw new RangeError(`Expected digits to be an integer from 1 to 15, got ${digits}`);
  }
  return { limit, digits };
}

/** What stands under a table that isn't shown whole; null where it is. */
export function rowsNote(numRows: number, limit: number): string | null {
  const rows = (n: number) => n.toLocaleString('en-US');
  return numRows > limit ? `showing ${rows(limit)} of ${rows(numRows)} rows` : null;
}
