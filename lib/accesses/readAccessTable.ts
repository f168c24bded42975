import type { Table } from 'apache-arrow';
import { visibleText } from '../base/text/visibleText.js';
import { missingColumn } from '../tables/findColumn.js';
import { checkTable } from '../tables/isTable.js';
import { type NameColumn, readNames, readNumbers } from '../tables/readColumns.js';
import { addUp } from './addUp.js';
import { Entities } from './entities.js';
import type { ResolvedPairColumns } from './pairColumns.js';
import { resolveIds } from './resolveIds.js';
import type { PairSums } from './sortPairs.js';
import { type TenantNames, tenantNames } from './tenantNames.js';

/** The columns that name who accesses what. */
export interface NamingColumns {
  tenantCol: string;
  userCol: string;
  resCol: string;
}

/** What `readAccess` and `triage` call them. */
export const COMMON_COLUMNS: NamingColumns = { tenantCol: 'tenant', userCol: 'user', resCol: 'res' };

/** The columns of a table of accesses; without a likelihood every row counts 1. */
export interface TableColumns extends NamingColumns {
  likelihoodCol: string | null;
}

/** As `TableColumns`; a tenantCol of null: all rows are of one tenant. */
export interface AccessColumns extends ResolvedPairColumns {
  likelihoodCol: string | null;
}

/** Distinct accesses (user id, resource id), sorted by user and then resource, each with its likelihood. */
export interface Accesses extends PairSums {
  users: Entities;
  resources: Entities;
}

/**
 * Reads the table that a fit learns from. Rows of one (tenant, user, res) are observations of the same access: their
 * likelihoods are added up, here and only here, so that everything after counts an access once.
 *
 * @throws RangeError or TypeError naming the column and the row that can't be used, or the access whose likelihoods add up to
 * more than 32 bits hold, or saying that there are no rows
 */
export function readAccessTable(table: Table, columns: AccessColumns): Accesses {
  const { tenantCol, userCol, resCol, likelihoodCol } = columns;
  checkTable(table);
  const tenants = readTenants(table, tenantCol);
  const userNames = readNames(table, userCol);
  const resNames = readNames(table, resCol);
  const likelihoods =
    likelihoodCol === null ? new Float64Array(table.numRows).fill(1) : readNumbers(table, likelihoodCol);
  if (table.numRows === 0) throw new RangeError('Expected a table with at least one row, got 0 rows');
  const user = numberNames(tenants, userNames);
  const res = numberNames(tenants, resNames);
  const [users, resources] = [user.entities, res.entities];
  const sums = addUp(user.ids, res.ids, likelihoods, users.size, resources.size);
  const accesses = { users, resources, ...sums };
  checkSums(accesses, likelihoodCol);
  return accesses;
}

/**
 * The tenant of each row; one and the same where no column has it.
 *
 * @throws RangeError where there is no such column, with the way to add one
 */
export function readTenants(table: Table, tenantCol: string | null): NameColumn {
  if (tenantCol !== null && !table.getChild(tenantCol)) {
    throw missingColumn(
      tenantCol,
      table.schema.fields.map(({ name }) => String(name)),
      `; where all are of one tenant, sql\`SELECT *, 'default' AS ${tenantCol} FROM \${table}\` adds it`,
    );
  }
  if (tenantCol !== null) return readNames(table, tenantCol);
  return { codes: new Int32Array(table.numRows), values: ['default'] };
}

function checkSums({ users, resources, user, res, likelihood }: Accesses, column: string | null): void {
  let n = 0;
  while (n < likelihood.length && Number.isFinite(Math.fround(likelihood[n]))) n++;
  if (n === likelihood.length) return;
  const tenant = users.tenants[users.tenantOfEach()[user[n]]];
  const names = [tenant, users.names[user[n]], resources.names[res[n]]].map((name) => visibleText(name));
  throw new RangeError(
    `Expected column ${column} to add up to a finite 32-bit number for each access, got ${likelihood[n]} for ${names.join(', ')}`,
  );
}

/** Numbers the names of a column within their tenants. */
function numberNames(tenants: NameColumn, names: NameColumn): { entities: Entities; ids: Int32Array } {
  const distinct = tenantNames(tenants, names);
  const entities = new Entities(namesByTenant(tenants, names, distinct));
  return { entities, ids: resolveIds(tenants, names, entities, distinct) };
}

/** The distinct (tenant, name) of one or more tables' columns. */
export function listEntities(columns: Iterable<readonly [NameColumn, NameColumn]>): Entities {
  const all = new Map<string, Set<string>>();
  for (const [tenants, names] of columns) {
    for (const [tenant, added] of namesByTenant(tenants, names, tenantNames(tenants, names))) {
      const known = all.get(tenant) ?? new Set();
      for (const name of added) known.add(name);
      all.set(tenant, known);
    }
  }
  return new Entities(all);
}

function namesByTenant(
  tenants: NameColumn,
  names: NameColumn,
  { tenant, name }: TenantNames,
): Map<string, string[]> {
  const byTenant = new Map<string, string[]>();
  for (let start = 0, end = 0; start < tenant.length; start = end) {
    while (end < tenant.length && tenant[end] === tenant[start]) end++;
    byTenant.set(
      tenants.values[tenant[start]],
      Array.from(name.subarray(start, end), (code) => names.values[code]),
    );
  }
  return byTenant;
}
