import { bitsOf } from '../../base/numbers/bitsOf.js';

/** The bits of a BIGINT, without its sign. */
const MOST_BITS = 63;

/** A column of codes from 0, and how many there are. */
interface CodeColumn {
  name: string;
  size: number;
}

/**
 * A query that groups a relation by codes, and selects those of columns with several codes. Grouping by one
 * number takes less time and memory than by several, so they are packed into one if they fit.
 *
 * @param values aggregates, as SQL, by name
 */
export function groupByCodes(
  rows: string,
  codeColumns: readonly CodeColumn[],
  values: Readonly<Record<string, string>>,
): string {
  const aggregates = Object.entries(values).map(([name, sql]) => `${sql} AS ${name}`);
  const columns = codeColumns
    .map(({ name, size }) => ({ column: `"${name}"`, bits: bitsOf(size) }))
    .filter(({ bits }) => bits > 0);
  const shiftOf = (n: number) => columns.slice(n + 1).reduce((sum, { bits }) => sum + bits, 0);
  if (shiftOf(-1) > MOST_BITS) {
    const names = columns.map(({ column }) => column);
    return `SELECT ${[...names.map((name) => `${name}::INTEGER AS ${name}`), ...aggregates].join(', ')} FROM ${rows} GROUP BY ${names.join(', ')}`;
  }
  const parts = columns.map(({ column }, n) => `(${column}::BIGINT << ${shiftOf(n)})`);
  const codes = columns.map(
    ({ column, bits }, n) => `((key >> ${shiftOf(n)}) & ${2 ** bits - 1})::INTEGER AS ${column}`,
  );
  return `SELECT ${[...codes, ...Object.keys(values)].join(', ')} FROM (
    SELECT ${parts.join(' | ') || '0'} AS key, ${aggregates.join(', ')} FROM ${rows} GROUP BY key)`;
}
