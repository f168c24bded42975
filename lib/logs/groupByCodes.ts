import { bitsOf } from '../numbers/bitsOf.js';
import { NAME_COLUMNS } from './sources/EventSource.js';

/** Of a BIGINT, without its sign. */
const MOST_BITS = 63;

/**
 * A query that groups rows by the numbers of their names. Groups of one number take less time and memory than those of
 * three, so these are packed into one where they fit.
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
  const columns = NAME_COLUMNS.map((column) => `"${column}"`);
  const bits = sizes.map(bitsOf);
  const shifts = bits.map((_, n) => bits.slice(n + 1).reduce((sum, width) => sum + width, 0));
  if (bits.reduce((sum, width) => sum + width, 0) > MOST_BITS) {
    return `SELECT ${[...columns, ...aggregates].join(', ')} FROM ${rows} GROUP BY ${columns.join(', ')}`;
  }
  const parts = columns.flatMap((column, n) => (bits[n] > 0 ? [`(${column}::BIGINT << ${shifts[n]})`] : []));
  const codes = columns.map((column, n) =>
    bits[n] > 0
      ? `((key >> ${shifts[n]}) & ${2 ** bits[n] - 1})::INTEGER AS ${column}`
      : `0::INTEGER AS ${column}`,
  );
  return `SELECT ${[...codes, ...Object.keys(values)].join(', ')} FROM (
    SELECT ${parts.join(' | ') || '0'} AS key, ${aggregates.join(', ')} FROM ${rows} GROUP BY key)`;
}
