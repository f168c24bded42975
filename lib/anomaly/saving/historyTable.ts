import type { Table } from 'apache-arrow';
import { encodeColumn as encode } from '../../data/tables/encodeColumn.js';
import { tableFromVectors } from '../../data/tables/tableFromVectors.js';
import { encodeColumn } from '../columns.js';
import type { Entities } from '../entities.js';
import { type History, historyOf } from '../history.js';
import { resolveIds } from '../resolveIds.js';

/** The accesses of a history as a table: tenant, user, res. */
export function historyTable({ starts, res }: History, users: Entities, resources: Entities): Table {
  const user = Int32Array.from(res);
  for (let u = 0; u < users.size; u++) user.fill(u, starts[u], starts[u + 1]);
  const tenantOf = users.tenantOfEach();
  return tableFromVectors([
    ['tenant', encode.string(Array.from(user, (u) => users.tenants[tenantOf[u]]))],
    ['user', encode.string(Array.from(user, (u) => users.names[u]))],
    ['res', encode.string(Array.from(res, (r) => resources.names[r]))],
  ]);
}

/**
 * The history of such a table, in any order.
 *
 * @throws RangeError naming a row whose user or resource isn't among the given ones
 */
export function readHistory(table: Table, users: Entities, resources: Entities): History {
  const tenants = encodeColumn(table, 'tenant');
  const user = resolveIds(tenants, encodeColumn(table, 'user'), users);
  const res = resolveIds(tenants, encodeColumn(table, 'res'), resources);
  const stranger = user.findIndex((id, row) => id < 0 || res[row] < 0);
  if (stranger >= 0) {
    const kind = user[stranger] < 0 ? 'user' : 'res';
    const name = table.getChild(kind)!.get(stranger);
    throw new RangeError(
      `Expected a ${kind} of the model in each row of the history, got ${JSON.stringify(name)}`,
    );
  }
  const order = Uint32Array.from(user, (_, row) => row).sort((a, b) => user[a] - user[b] || res[a] - res[b]);
  return historyOf(
    Int32Array.from(order, (row) => user[row]),
    Int32Array.from(order, (row) => res[row]),
    users.size,
  );
}
