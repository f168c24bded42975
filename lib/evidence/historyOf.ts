import type { Table } from 'apache-arrow';
import { namingColumns } from '../accesses/columns.js';
import { EntityColumn } from '../accesses/EntityColumn.js';
import { dictionaryColumn } from '../tables/dictionaryColumn.js';
import { makeColumn } from '../tables/makeColumn.js';
import { readNames } from '../tables/readColumns.js';
import { tableFromVectors } from '../tables/tableFromVectors.js';
import { userOfEach } from './counts/counts.js';
import type { EvidenceState } from './score/EvidenceState.js';

/** The accesses of the fit by the users, or to the resources, that a table names. */
export function historyOf({ counts, params }: EvidenceState, table: Table, of: 'users' | 'resources'): Table {
  const { users, resources, byUser, likelihood } = counts;
  const { tenantCol, userCol, resCol, likelihoodCol } = params;
  const entities = of === 'users' ? users : resources;
  const isAsked = new Uint8Array(entities.size);
  const nameCol = of === 'users' ? 'userCol' : 'resCol';
  const asked = namingColumns(table, params, ['tenantCol', nameCol]);
  const named = new EntityColumn(readNames(table, asked.tenantCol), readNames(table, asked[nameCol]));
  for (const id of named.idsOfCodes(entities)) if (id >= 0) isAsked[id] = 1;
  const user = userOfEach(counts);
  const pairs = Int32Array.from(user.keys()).filter(
    (pair) => isAsked[of === 'users' ? user[pair] : byUser.others[pair]] === 1,
  );
  const tenantOf = users.tenantOfEach();
  const own = pairs.map((pair) => user[pair]);
  return tableFromVectors([
    [
      tenantCol,
      dictionaryColumn(
        own.map((u) => tenantOf[u]),
        users.tenants,
      ),
    ],
    [userCol, dictionaryColumn(own, users.names)],
    [
      resCol,
      dictionaryColumn(
        pairs.map((pair) => byUser.others[pair]),
        resources.names,
      ),
    ],
    [likelihoodCol ?? 'likelihood', makeColumn.float64(Float64Array.from(pairs, (pair) => likelihood[pair]))],
  ]);
}
