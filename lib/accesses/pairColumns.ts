import type { Table } from 'apache-arrow';
import { checkColumnNames } from '../base/checks/checkColumnNames.js';
import { checkNames } from '../base/checks/checkNames.js';
import { checkTable } from '../tables/isTable.js';

/** Which columns name an access. */
export interface PairColumns {
  /** Default: 'tenant' where the table has such a column; without one, or where this is null, all rows are of one tenant. */
  tenantCol?: string | null;
  /** Default: 'user'. */
  userCol?: string;
  /** Default: 'res'. */
  resCol?: string;
}

const NAMES = ['tenantCol', 'userCol', 'resCol'] as const;

/** As `PairColumns`, with the defaults filled in; a tenantCol of null: all rows are of one tenant. */
export interface ResolvedPairColumns {
  tenantCol: string | null;
  userCol: string;
  resCol: string;
}

/**
 * Fills in defaults. The table that somebody learns from decides whether there are tenants; what they are asked of later must
 * then have them, too.
 *
 * @throws RangeError naming an option that isn't known, or two of the same column; TypeError where one is no text
 */
export function pairColumns(table: Table, columns: PairColumns): ResolvedPairColumns {
  checkTable(table);
  checkNames('columns', columns, NAMES);
  const { userCol = 'user', resCol = 'res' } = columns;
  const isTenant = userCol !== 'tenant' && resCol !== 'tenant' && table.getChild('tenant') !== null;
  const { tenantCol = isTenant ? 'tenant' : null } = columns;
  const resolved = { tenantCol, userCol, resCol };
  checkColumnNames(resolved, NAMES, [], ['tenantCol']);
  return resolved;
}
