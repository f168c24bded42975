import type { Table } from 'apache-arrow';
import { type Accesses, accessesOf } from './Accesses.js';
import { type PairColumns, pairColumns } from './columns.js';
import { entitiesOf } from './EntityColumn.js';
import type { Entities } from './entities.js';

/** The pairs of a table's rows as ids. */
export interface Pairs {
  accesses: Accesses;
  users: Entities;
  resources: Entities;
  /** The user id of each row. */
  user: Int32Array;
  /** The resource id of each row. */
  res: Int32Array;
}

/**
 * Numbers the users and resources of a table, or looks them up among known ones (then -1 = not among them).
 *
 * @throws RangeError or TypeError naming a missing column, or the row of a null or empty name
 */
export function readPairs(
  table: Table,
  columns: PairColumns,
  known?: Pick<Pairs, 'users' | 'resources'>,
): Pairs {
  const accesses = accessesOf(table, pairColumns(table, columns));
  const users = known?.users ?? entitiesOf(accesses.users);
  const resources = known?.resources ?? entitiesOf(accesses.resources);
  return {
    accesses,
    users,
    resources,
    user: accesses.users.idsOfRows(users),
    res: accesses.resources.idsOfRows(resources),
  };
}

/** The number of the pair of a user and a resource, different for each pair. */
export function pairNumber({ resources }: Pick<Pairs, 'resources'>, user: number, res: number): number {
  return user * resources.size + res;
}

/** The number of each row's pair; -1 if its user or its resource is unknown. */
export function pairNumbers(pairs: Pairs): Float64Array {
  const { user, res } = pairs;
  return Float64Array.from(user, (u, row) => (u < 0 || res[row] < 0 ? -1 : pairNumber(pairs, u, res[row])));
}
