/** The data that the script element of a table holds for live.ts. */
export interface TableData {
  /** The number of rows of the whole table; `columns` hold the first of them. */
  numRows: number;
  /** The number of rows on a page. */
  limit: number;
  columns: ColumnData[];
  /** How many characters of each column's names have room on a line. */
  widths: number[];
}

export interface ColumnData {
  name: string;
  numeric: boolean;
  /** The cells as they are shown, with whole names. */
  text: string[];
  /** The beginning that all names share, which the page leaves out; missing if there is none. */
  prefix?: string;
  /**
   * The cells as they are saved, in full precision; missing if they are the same as `text`. Null is empty.
   */
  raw?: (string | null)[];
  /** Each cell's place in ascending order, -1 for null and NaN; missing if cells are sorted by their text. */
  rank?: number[];
}
