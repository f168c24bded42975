import type { Table } from 'apache-arrow';
import { addExactly } from '../numbers/addExactly.js';
import { startsOf } from '../numbers/startsOf.js';
import { missingColumn } from '../tables/findColumn.js';
import { checkTable } from '../tables/isTable.js';
import { type NameColumn, readNames, readNumbers } from '../tables/readColumns.js';
import { visibleText } from '../text/visibleText.js';
import { Entities } from './entities.js';
import type { ResolvedPairColumns } from './pairColumns.js';
import { resolveIds } from './resolveIds.js';

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
export interface Accesses {
  users: Entities;
  resources: Entities;
  user: Int32Array;
  res: Int32Array;
  likelihood: Float64Array;
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
  const users = listEntities([[tenants, userNames]]);
  const resources = listEntities([[tenants, resNames]]);
  const accesses = {
    users,
    resources,
    ...addUp(
      resolveIds(tenants, userNames, users),
      resolveIds(tenants, resNames, resources),
      likelihoods,
      users.size,
      resources.size,
    ),
  };
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
  const n = likelihood.findIndex((sum) => !Number.isFinite(Math.fround(sum)));
  if (n < 0) return;
  const tenant = users.tenants[users.tenantOfEach()[user[n]]];
  const names = [tenant, users.names[user[n]], resources.names[res[n]]].map((name) => visibleText(name));
  throw new RangeError(
    `Expected column ${column} to add up to a finite 32-bit number for each access, got ${likelihood[n]} for ${names.join(', ')}`,
  );
}

/** The distinct (tenant, name) of one or more tables' columns. */
export function listEntities(columns: Iterable<readonly [NameColumn, NameColumn]>): Entities {
  const byTenant = new Map<string, Set<string>>();
  for (const [tenants, names] of columns) {
    const seen = tenants.values.map(() => new Set<number>());
    for (let row = 0; row < names.codes.length; row++) seen[tenants.codes[row]].add(names.codes[row]);
    seen.forEach((codes, t) => {
      const known = byTenant.get(tenants.values[t]) ?? new Set();
      for (const code of codes) known.add(names.values[code]);
      byTenant.set(tenants.values[t], known);
    });
  }
  return new Entities(byTenant);
}

/** Sorts by (user, res) with two counting sorts and adds up the likelihoods of equal pairs, the same in any order. */
export function addUp(
  user: Int32Array,
  res: Int32Array,
  likelihood: Float64Array,
  numUsers: number,
  numResources: number,
): Pick<Accesses, 'user' | 'res' | 'likelihood'> {
  const byRes = sortedOrder(
    Int32Array.from(res, (_, row) => row),
    res,
    numResources,
  );
  const order = sortedOrder(byRes, user, numUsers);
  const sums = { user: user.slice(), res: res.slice(), likelihood: likelihood.slice() };
  let length = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    const first = order[start];
    do end++;
    while (end < order.length && user[order[end]] === user[first] && res[order[end]] === res[first]);
    sums.user[length] = user[first];
    sums.res[length] = res[first];
    sums.likelihood[length++] =
      end === start + 1
        ? likelihood[first]
        : addExactly(Array.from(order.subarray(start, end), (row) => likelihood[row]));
  }
  return {
    user: sums.user.slice(0, length),
    res: sums.res.slice(0, length),
    likelihood: sums.likelihood.slice(0, length),
  };
}

/** The given rows in the order of their keys (0..numKeys-1); rows of one key keep theirs. */
export function sortedOrder(rows: Int32Array, keys: Int32Array, numKeys: number): Int32Array {
  const next = startsOf(keys, numKeys);
  const order = new Int32Array(rows.length);
  for (const row of rows) order[next[keys[row]]++] = row;
  return order;
}
