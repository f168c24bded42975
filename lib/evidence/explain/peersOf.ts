import type { Table } from 'apache-arrow';
import { namingColumns } from '../../accesses/columns.js';
import { EntityColumn } from '../../accesses/EntityColumn.js';
import { dictionaryColumn } from '../../tables/dictionaryColumn.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { readNames } from '../../tables/readColumns.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import { findLink } from '../counts/counts.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import { nearestPeers } from './nearestPeers.js';

/** The nearest peers of the known users of a table, each user once, in the order of their ids. */
export function peersOf(state: EvidenceState, table: Table): Table {
  const { counts, params } = state;
  const { users, byUser } = counts;
  const { tenantCol, userCol } = namingColumns(table, params, ['tenantCol', 'userCol']);
  const ids = new EntityColumn(readNames(table, tenantCol), readNames(table, userCol)).idsOfRows(users);
  const nearest = nearestPeers(state);
  const asked = [...new Set(ids)].filter((id) => id >= 0).sort((a, b) => a - b);
  const rows = asked.flatMap((user) => {
    const { row, similarity } = nearest(user);
    return Array.from(row, (peer, n) => ({ user, peer, rank: n + 1, similarity: similarity[n] }));
  });
  const tenantOf = users.tenantOfEach();
  const shared = ({ user, peer }: { user: number; peer: number }) => {
    let count = 0;
    for (let link = byUser.starts[user]; link < byUser.starts[user + 1]; link++) {
      if (findLink(byUser, peer, byUser.others[link]) >= 0) count++;
    }
    return count;
  };
  const ints = (value: (row: (typeof rows)[number]) => number) => Int32Array.from(rows, value);
  return tableFromVectors([
    [
      params.tenantCol,
      dictionaryColumn(
        ints(({ user }) => tenantOf[user]),
        users.tenants,
      ),
    ],
    [
      'UserPrincipalName',
      dictionaryColumn(
        ints(({ user }) => user),
        users.names,
      ),
    ],
    [
      'PeerUserPrincipalName',
      dictionaryColumn(
        ints(({ peer }) => peer),
        users.names,
      ),
    ],
    ['Rank', makeColumn.int32(ints(({ rank }) => rank))],
    ['similarity', makeColumn.float64(rows.map(({ similarity }) => similarity))],
    ['shared', makeColumn.int32(ints(shared))],
  ]);
}
