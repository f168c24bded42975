import type { Table } from 'apache-arrow';
import { checkColumnNames } from '../../base/checks/checkColumnNames.js';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectInteger, expectText } from '../../base/checks/expect.js';
import { unexpected } from '../../base/checks/unexpected.js';
import { findColumn } from '../../tables/findColumn.js';
import { checkTable } from '../../tables/isTable.js';

export interface Account {
  /** Null if the table has no tenants. */
  tenant: string | null;
  user: string;
}

export interface SelectionOptions {
  /** The column of users. Default: 'user'. */
  userCol?: string;
  /** The column of tenants; null if all accounts have one tenant. Default: 'tenant' if the table has it. */
  tenantCol?: string | null;
  /** The columns to show beside the names. Default: 'severity' if the table has it. */
  columns?: readonly string[];
  /** The greatest number of accounts in the list. Default: 500. */
  limit?: number;
  /** The title of the list. Default: 'Pick an account'. */
  label?: string;
}

const NAMES = [
  'userCol',
  'tenantCol',
  'columns',
  'limit',
  'label',
] as const satisfies (keyof SelectionOptions)[];

/** The options with their defaults. */
export function selectionOptions(table: Table, options: SelectionOptions): Required<SelectionOptions> {
  checkTable(table);
  checkNames('options of a selection', options, NAMES);
  const has = (name: string) => table.getChild(name) !== null;
  const { userCol = 'user', limit = 500, label = 'Pick an account' } = options;
  const { tenantCol = userCol !== 'tenant' && has('tenant') ? 'tenant' : null } = options;
  checkColumnNames({ userCol, tenantCol }, ['userCol', 'tenantCol'], [], ['tenantCol']);
  const { columns = has('severity') ? ['severity'] : [] } = options;
  if (!Array.isArray(columns)) throw unexpected('columns', 'to be a list of names', columns, false);
  for (const name of columns) findColumn(table, expectText('a column', name, 'to be a name'));
  return {
    userCol,
    tenantCol,
    columns: [...new Set(columns)].filter((name) => name !== userCol && name !== tenantCol),
    limit: expectInteger('limit', limit, 1),
    label: expectText('label', label),
  };
}

/** A table's accounts, each with its first row. Rows without a user are left out. */
export function accountsOf(
  table: Table,
  { userCol, tenantCol }: { userCol: string; tenantCol: string | null },
): { accounts: Account[]; rows: number[] } {
  const users = findColumn(table, userCol);
  const tenants = tenantCol === null ? null : findColumn(table, tenantCol);
  const accounts = new Map<string, { account: Account; row: number }>();
  for (let row = 0; row < table.numRows; row++) {
    const [user, tenant] = [users.get(row), tenants?.get(row) ?? null];
    if (user === null) continue;
    const account = { tenant: tenant === null ? null : String(tenant), user: String(user) };
    const key = JSON.stringify([account.tenant, account.user]);
    if (!accounts.has(key)) accounts.set(key, { account, row });
  }
  const found = [...accounts.values()];
  return { accounts: found.map(({ account }) => account), rows: found.map(({ row }) => row) };
}
