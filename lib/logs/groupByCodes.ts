import { bitsOf } from '../numbers/bitsOf.js';
import { NAME_COLUMNS } from './sources/EventSource.js';

/** Of a BIGINT, without its sign. */
const MOST_BITS = 63;

/**
 * A query that groups rows by the numbers of their names; of columns with several names, it selects the numbers. Groups of
 * one number take less time and memory than those of three, so these are packed into one where they fit.
 *
 * @param rows a relation with the columns tenant, user and res, as SQL
 * @param sizes how many names each has
 * @param values aggregates, as SQL, by name
 */
export function groupByCodes(
  rows: string,
  sizes: readonly number[],
  values: Readonly<Record<string, string>>,
): string {
  const aggregates = Object.entries(values).map(([name, sql]) => `${sql} AS ${name}`);
  const columns = NAME_COLUMNS.map((name, n) => ({ column: `"${name}"`, bits: bitsOf(sizes[n]) })).filter(
    ({ bits }) => bits > 0,
  );
  const shiftOf = (n: number) => columns.slice(n + 1).reduce((sum, { bits }) => sum + bits, 0);
  if (shiftOf(-1) > MOST_BITS) {
    const names = columns.map(({ column }) => column);
    return `SELECT ${[...names, ...aggregates].join(', ')} FROM ${rows} GROUP BY ${names.join(', ')}`;
  }
  const parts = columns.map(({ column }, n) => `(${column}::BIGINT << ${shiftOf(n)})`);
  const codes = columns.map(
    ({ column, bits }, n) => `((key >> ${shiftOf(n)}) & ${2 ** bits - 1})::INTEGER AS ${column}`,
  );
  return `SELECT ${[...codes, ...Object.keys(values)].join(', ')} FROM (
    SELECT ${parts.join(' | ') || '0'} AS key, ${aggregates.join(', ')} FROM ${rows} GROUP BY key)`;
}
