import type { Table } from 'apache-arrow';
import { accessesOf } from '../../accesses/Accesses.js';
import { COMMON_COLUMNS } from '../../accesses/columns.js';
import type { Entities } from '../../accesses/entities.js';
import { rowOfEach } from '../../base/numbers/rowOfEach.js';
import { describe } from '../../base/text/describe.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import { type History, historyFrom } from '../model/history.js';

/** The accesses of a history as a table: tenant, user, res. */
export function historyTable(history: History, users: Entities, resources: Entities): Table {
  const user = rowOfEach(history.starts);
  const tenantOf = users.tenantOfEach();
  return tableFromVectors([
    ['tenant', makeColumn.string(Array.from(user, (u) => users.tenants[tenantOf[u]]))],
    ['user', makeColumn.string(Array.from(user, (u) => users.names[u]))],
    ['res', makeColumn.string(Array.from(history.res, (r) => resources.names[r]))],
  ]);
}

/**
 * The history of such a table, in any order.
 *
 * @throws Error naming a user or resource that isn't among the given ones
 */
export function readHistoryTable(table: Table, users: Entities, resources: Entities): History {
  const accesses = accessesOf(table, COMMON_COLUMNS);
  const user = accesses.users.idsOfRows(users);
  const res = accesses.resources.idsOfRows(resources);
  const stranger = user.findIndex((id, row) => id < 0 || res[row] < 0);
  if (stranger >= 0) {
    const kind = user[stranger] < 0 ? 'user' : 'res';
    const name = table.getChild(kind)!.get(stranger);
    throw new Error(`Expected a ${kind} of the model in each row of the history, got ${describe(name)}`);
  }
  const order = Uint32Array.from(user, (_, row) => row).sort((a, b) => user[a] - user[b] || res[a] - res[b]);
  return historyFrom(
    Int32Array.from(order, (row) => user[row]),
    Int32Array.from(order, (row) => res[row]),
    users.size,
  );
}
