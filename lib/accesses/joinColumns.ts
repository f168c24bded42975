/** A column of codes from 0 to size - 1. */
export interface CodeColumn {
  codes: Int32Array;
  size: number;
}

/** Joined columns, which sort like the columns that they were made of. */
interface JoinedColumns extends CodeColumn {
  /** The columns in it, in the order of their weight. */
  parts: readonly CodeColumn[];
}

/** A counting sort by up to this many codes is always cheap. */
const LEAST_SIZE = 2 ** 16;

/**
 * Joins columns into as few as possible for counting sorts, each of which may have as many codes as there are
 * rows. The first column decides the order, then the second.
 */
export function joinColumns(columns: readonly CodeColumn[], numRows: number): JoinedColumns[] {
  const most = Math.max(numRows, LEAST_SIZE);
  const groups: CodeColumn[][] = [];
  let size = 1;
  for (const column of columns) {
    if (groups.length === 0 || size * column.size > most) {
      groups.push([]);
      size = 1;
    }
    groups[groups.length - 1].push(column);
    size *= column.size;
  }
  return groups.map((parts) => ({
    parts,
    size: parts.reduce((product, part) => product * part.size, 1),
    codes: parts.length === 1 ? parts[0].codes : joinedCodes(parts, numRows),
  }));
}

function joinedCodes(parts: readonly CodeColumn[], numRows: number): Int32Array {
  const codes = parts[0].codes.slice(0, numRows);
  for (const part of parts.slice(1)) {
    for (let row = 0; row < numRows; row++) codes[row] = codes[row] * part.size + part.codes[row];
  }
  return codes;
}

/** The codes of each part of joined codes. */
export function splitCodes(codes: Int32Array, parts: readonly CodeColumn[]): Int32Array[] {
  const columns: Int32Array[] = [];
  let rest = codes;
  for (let p = parts.length - 1; p > 0; p--) {
    const { size } = parts[p];
    const own = new Int32Array(rest.length);
    const left = new Int32Array(rest.length);
    for (let row = 0; row < rest.length; row++) {
      left[row] = Math.floor(rest[row] / size);
      own[row] = rest[row] - left[row] * size;
    }
    columns.unshift(own);
    rest = left;
  }
  return [rest, ...columns];
}
