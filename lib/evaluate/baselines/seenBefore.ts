import type { Table } from 'apache-arrow';
import { type PairColumns, pairColumns } from '../../ids/pairColumns.js';
import { readPairs } from '../../ids/readPairs.js';
import type { Baseline } from './rarityBaseline.js';

/**
 * The simplest rule: an access that was never seen is suspicious (1), one that was is not (0).
 *
 * @param train the accesses that are known
 * @param options the columns; where the training table has tenants, the scored ones must have them, too
 * @throws RangeError or TypeError naming a missing column, or the row of a null name
 */
export function seenBefore(train: Table, options: PairColumns = {}): Baseline {
  const columns = pairColumns(train, options);
  const { users, resources, user, res } = readPairs(train, columns);
  const number = (u: number, r: number) => u * resources.size + r;
  const seen = new Set<number>();
  for (let row = 0; row < user.length; row++) seen.add(number(user[row], res[row]));
  return (table) => {
    const asked = readPairs(table, columns, { users, resources });
    return Float64Array.from(asked.user, (u, row) => {
      const r = asked.res[row];
      return u >= 0 && r >= 0 && seen.has(number(u, r)) ? 0 : 1;
    });
  };
}
