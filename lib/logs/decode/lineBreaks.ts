export const LF = 10;
export const CR = 13;

/** DuckDB refuses longer lines, in bytes, and silently loses those beyond some 30 MB. */
export const LONGEST_LINE = 2_000_000;
/** Packed lines hold more than the text. */
export const LONGEST_ROW = 1_900_000;

/** Where the next line break begins; -1 if there is none. As in DuckDB, CR alone is one, too. */
export function breakFrom(bytes: Buffer, from: number): number {
  const lf = bytes.indexOf(LF, from);
  const cr = (lf < 0 ? bytes : bytes.subarray(0, lf)).indexOf(CR, from);
  return cr < 0 ? lf : cr;
}

/** Where the line after a break begins. */
export function behindBreak(bytes: Buffer, at: number): number {
  return bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : at + 1;
}

/** Where the last line break is; -1 if there is none. */
export function lastBreak(bytes: Buffer): number {
  const lf = bytes.lastIndexOf(LF);
  const cr = bytes.subarray(lf + 1).lastIndexOf(CR);
  return cr < 0 ? lf : lf + 1 + cr;
}
