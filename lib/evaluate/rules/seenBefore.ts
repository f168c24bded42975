import type { Table } from 'apache-arrow';
import { type PairColumns, pairColumns } from '../../accesses/columns.js';
import { pairNumbers, readPairs } from '../../accesses/pairs.js';
import type { Baseline } from './rarityBaseline.js';

/**
 * The simplest rule: an access that was never seen is suspicious (1), one that was is not (0).
 *
 * @param train the accesses that are known
 * @param options the columns; where the training table has tenants, the scored ones must have them, too
 * @throws RangeError naming an option that isn't known, a missing column, or the row of a null name;
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
