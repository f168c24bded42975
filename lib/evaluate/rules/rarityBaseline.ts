import type { Table } from 'apache-arrow';
import { type PairColumns, pairColumns } from '../../accesses/columns.js';
import { readPairs } from '../../accesses/pairs.js';

/** Scores the rows of a table: higher = more anomalous. */
export type Baseline = (table: Table) => Float64Array;

/**
 * The rule that any model must beat: the fewer users access a resource, the more suspicious an access to it.
 *
 *   score = log(users of the tenant / users who access the resource)
 *
 * An unknown resource counts as accessed by half a user out of the users of all tenants, so that it is the
 * rarest: log(users of all tenants / 0.5).
 *
 * @param train the known accesses; repeats of a pair count once
 * @param options the columns; if the training table has tenants, scored tables must have them, too
 * @throws RangeError naming an unknown option, a missing column, or the row of a null name;
 *   TypeError naming an option or a column of a wrong type
 */
export function rarityBaseline(train: Table, options: PairColumns = {}): Baseline {
  const columns = pairColumns(train, options);
  const { accesses, users, resources, res } = readPairs(train, columns);
  const usersOf = new Int32Array(resources.size);
  for (const row of accesses.distinct.firstRow) usersOf[res[row]]++;
  const tenantOf = resources.tenantOfEach();
  const numUsers = (tenant: number) => users.starts[tenant + 1] - users.starts[tenant];
  return (table) =>
    Float64Array.from(readPairs(table, columns, { users, resources }).res, (id) =>
      id < 0 ? Math.log(users.size / 0.5) : Math.log(numUsers(tenantOf[id]) / usersOf[id]),
    );
}
