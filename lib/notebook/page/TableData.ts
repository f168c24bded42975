/** What the script element of a table holds, for live.ts. */
export interface TableData {
  /** Rows of the whole table; `columns` hold the first of them. */
  numRows: number;
  /** Rows a page. */
  limit: number;
  columns: ColumnData[];
  /** So many characters of each column's names have room on a line. */
  widths: number[];
}

export interface ColumnData {
  name: string;
  numeric: boolean;
  /** The cells as they are shown, names whole. */
  text: string[];
  /** What all names begin with, which the page leaves out; absent where there is nothing of that kind. */
  prefix?: string;
  /** The cells as they are saved, in full precision; absent where they are as shown. Null is empty. */
  raw?: (string | null)[];
  /** Each cell's place in ascending order, -1 for null and NaN; absent where the text decides. */
  rank?: number[];
}
