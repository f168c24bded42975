import type { Table } from 'apache-arrow';
import { type PairColumns, pairColumns } from '../../accesses/columns.js';
import { pairNumbers, readPairs } from '../../accesses/pairs.js';
import type { Baseline } from './rarityBaseline.js';

/**
 * The simplest rule: an access that was never seen is suspicious (1), any other is not (0).
 *
 * @param train the known accesses
 * @param options the columns; if the training table has tenants, scored tables must have them, too
 * @throws RangeError naming an unknown option, a missing column, or the row of a null name;
 *   TypeError naming an option or a column of a wrong type
 */
export function seenBefore(train: Table, options: PairColumns = {}): Baseline {
  const columns = pairColumns(train, options);
  const pairs = readPairs(train, columns);
  const { users, resources } = pairs;
  const seen = new Set(pairNumbers(pairs));
  return (table) =>
    pairNumbers(readPairs(table, columns, { users, resources })).map((pair) => (seen.has(pair) ? 0 : 1));
}
