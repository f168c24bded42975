import type { Accesses, Named } from '../accesses/Accesses.js';
import type { RowScores } from '../evidence/score/rowScores.js';
import { readOptionalNames } from '../tables/readColumns.js';
import type { Verdict } from './verdicts.js';

/** Who accesses what, and from where and how. */
export interface NamedInContext extends Named {
  /** Of each context its value, null where it is missing. */
  contexts?: Readonly<Record<string, string | null>>;
}

/**
 * The names of each distinct access with its contexts, as verdicts are held against them.
 *
 * @param contextCols those that a verdict may name
 */
export function namesInContext(
  accesses: Accesses,
  { firstRow }: RowScores,
  contextCols: readonly string[],
): NamedInContext[] {
  return namesOfRows(accesses, firstRow, contextCols);
}

/** The same of each row of the table. */
export function rowsInContext(accesses: Accesses, contextCols: readonly string[]): NamedInContext[] {
  return namesOfRows(accesses, Int32Array.from(accesses.users.codes.keys()), contextCols);
}

function namesOfRows(accesses: Accesses, rows: Int32Array, contextCols: readonly string[]): NamedInContext[] {
  const { table } = accesses;
  const columns = contextCols
    .filter((name) => table.getChild(name) !== null)
    .map((name) => ({ name, ...readOptionalNames(table, name) }));
  return Array.from(rows, (row) => ({
    ...accesses.namesIn(row),
    ...(columns.length > 0 && {
      contexts: Object.fromEntries(
        columns.map(({ name, codes, values }) => [name, codes[row] < 0 ? null : values[codes[row]]]),
      ),
    }),
  }));
}

/**
 * Of each access the row that has the most evidence, of those that nobody expects; -1 where all are expected.
 * Of equal ones the first.
 *
 * @param numAccesses how many there are
 */
export function tellingRows(
  { cellOf, evidence }: RowScores,
  verdicts: readonly (Verdict | null)[],
  numAccesses: number,
): Int32Array {
  const telling = new Int32Array(numAccesses).fill(-1);
  for (let row = 0; row < cellOf.length; row++) {
    if (verdicts[row]?.verdict === 'expected') continue;
    const before = telling[cellOf[row]];
    if (before < 0 || evidence[row] > evidence[before]) telling[cellOf[row]] = row;
  }
  return telling;
}
