import type { Table, Vector } from 'apache-arrow';
import type { NamingColumns, TableColumns } from '../accesses/readAccessTable.js';
import { makeColumn } from '../tables/makeColumn.js';
import { readNames, readNumbers } from '../tables/readColumns.js';

/** Accesses by name, each once, with what its rows say together. */
export interface DistinctAccesses {
  /** The first row of each. */
  row: Int32Array;
  tenant: string[];
  user: string[];
  res: string[];
  /** The sum of the likelihoods of its rows; of rows where there are none. */
  likelihood: Float64Array;
  /** The earliest and the latest time, in milliseconds since 1970 UTC; null where the table has none. */
  first: (number | null)[];
  last: (number | null)[];
}

/**
 * The distinct accesses of a table. Times are read from columns `first` and `last`, or from `time`, where there are any.
 *
 * @throws RangeError or TypeError naming a missing column, or the row of a null or empty name
 */
export function distinctAccesses(table: Table, columns: TableColumns): DistinctAccesses {
  const encoded = [columns.tenantCol, columns.userCol, columns.resCol].map((name) => readNames(table, name));
  const [tenants, users, resources] = encoded;
  const isCounted = columns.likelihoodCol !== null && table.getChild(columns.likelihoodCol) !== null;
  const counts = isCounted ? readNumbers(table, columns.likelihoodCol!) : null;
  const times = (name: string) => {
    const column = table.getChild(name) ?? table.getChild('time');
    return column === null ? () => null : (row: number) => numberOf(column.get(row));
  };
  const [firstOf, lastOf] = [times('first'), times('last')];
  const places = new Map<number, Map<number, number>>();
  const found: DistinctAccesses = {
    row: new Int32Array(),
    tenant: [],
    user: [],
    res: [],
    likelihood: new Float64Array(),
    first: [],
    last: [],
  };
  const rows: number[] = [];
  const likelihood: number[] = [];
  for (let row = 0; row < table.numRows; row++) {
    const owner = tenants.codes[row] * users.values.length + users.codes[row];
    const own = places.get(owner) ?? new Map<number, number>();
    places.set(owner, own);
    const place = own.get(resources.codes[row]);
    const count = counts === null ? 1 : counts[row];
    if (place === undefined) {
      own.set(resources.codes[row], rows.push(row) - 1);
      likelihood.push(count);
      found.tenant.push(tenants.values[tenants.codes[row]]);
      found.user.push(users.values[users.codes[row]]);
      found.res.push(resources.values[resources.codes[row]]);
      found.first.push(firstOf(row));
      found.last.push(lastOf(row));
      continue;
    }
    likelihood[place] += count;
    found.first[place] = extreme(Math.min, found.first[place], firstOf(row));
    found.last[place] = extreme(Math.max, found.last[place], lastOf(row));
  }
  return { ...found, row: Int32Array.from(rows), likelihood: Float64Array.from(likelihood) };
}

/** Of each access its names. */
export function namesOf({ tenant, user, res }: DistinctAccesses) {
  return tenant.map((name, n) => ({ tenant: name, user: user[n], res: res[n] }));
}

/** Their names as columns, as a model calls them. */
export function nameColumns(
  { tenant, user, res }: DistinctAccesses,
  { tenantCol, userCol, resCol }: NamingColumns,
): [name: string, column: Vector][] {
  return [
    [tenantCol, makeColumn.string(tenant)],
    [userCol, makeColumn.string(user)],
    [resCol, makeColumn.string(res)],
  ];
}

function numberOf(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

function extreme(of: (...values: number[]) => number, a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : of(a, b);
}
