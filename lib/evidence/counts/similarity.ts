import { sharedFloat64, sharedInt32 } from '../../base/threads/sharedArrays.js';
import type { Graph, Links } from './counts.js';

/**
 * One way of looking at the accesses: which rows (users, or resources) are like each other, by the columns
 * (resources, or users) that they share. With k(c) the rows of a column and N the rows of the tenant,
 *
 *   x(n, c) = ln(1 + N / k(c)), rows scaled to length 1
 *   s(n, m) = x_n . x_m;   spread(n) = sum over m != n of s(n, m)^4
 */
export interface Direction {
  /** The columns of each row. */
  rows: Links;
  /** The rows of each column. */
  columns: Links;
  /** The first row of each row's tenant, and the one after its last. */
  tenantStart: Int32Array;
  tenantEnd: Int32Array;
  /** ln(1 + N / k)^2 of each column; 0 if the column is too common to be worth its cost. */
  weight: Float64Array;
  /** 1 / the sum of the weights of each row's columns; 0 if it has none. */
  scale: Float64Array;
  /** How many additions a row's similarities cost. */
  work: Float64Array;
  /** The sum of the fourth powers of each row's similarities; filled by the first pass. */
  spread: Float64Array;
}

/** The spreads of users and of resources. */
export interface Spreads {
  users: Float64Array;
  resources: Float64Array;
}

/** Columns of a tenant are taken from the least used upwards, up to this sum of k^2. */
const BUDGET = 5e8;

/** Users by the resources that they share. */
export function userDirection({ users, byUser, byRes }: Graph, budget = BUDGET): Direction {
  return directionOf(byUser, byRes, users.starts, budget);
}

/** Resources by the users that they share. */
export function resDirection({ resources, byUser, byRes }: Graph, budget = BUDGET): Direction {
  return directionOf(byRes, byUser, resources.starts, budget);
}

function directionOf(rows: Links, columns: Links, tenants: Int32Array, budget: number): Direction {
  const numRows = rows.starts.length - 1;
  const numColumns = columns.starts.length - 1;
  const direction: Direction = {
    rows,
    columns,
    tenantStart: sharedInt32(numRows),
    tenantEnd: sharedInt32(numRows),
    weight: sharedFloat64(numColumns),
    scale: sharedFloat64(numRows),
    work: sharedFloat64(numRows),
    spread: sharedFloat64(numRows),
  };
  const { tenantStart, tenantEnd, weight, scale, work } = direction;
  for (let t = 0; t + 1 < tenants.length; t++) {
    tenantStart.fill(tenants[t], tenants[t], tenants[t + 1]);
    tenantEnd.fill(tenants[t + 1], tenants[t], tenants[t + 1]);
  }
  const mostUsed = mostUsedWithin(budget, direction, tenants.length - 1, tenants);
  for (let column = 0; column < numColumns; column++) {
    const first = columns.others[columns.starts[column]];
    const k = columns.starts[column + 1] - columns.starts[column];
    if (k > mostUsed(first)) continue;
    weight[column] = Math.log(1 + (tenantEnd[first] - tenantStart[first]) / k) ** 2;
  }
  for (let row = 0; row < numRows; row++) {
    let sum = 0;
    for (let n = rows.starts[row]; n < rows.starts[row + 1]; n++) {
      const column = rows.others[n];
      if (weight[column] === 0) continue;
      sum += weight[column];
      work[row] += columns.starts[column + 1] - columns.starts[column];
    }
    scale[row] = sum > 0 ? 1 / sum : 0;
  }
  return direction;
}

/**
 * For a row of the tenant, the k up to which columns are taken. Columns of the same k are taken or left
 * together, so that the choice doesn't depend on names.
 */
function mostUsedWithin(
  budget: number,
  { columns, tenantStart }: Direction,
  numTenants: number,
  tenants: Int32Array,
): (row: number) => number {
  const cost = new Map<number, Map<number, number>>();
  for (let column = 0; column + 1 < columns.starts.length; column++) {
    const start = tenantStart[columns.others[columns.starts[column]]];
    const k = columns.starts[column + 1] - columns.starts[column];
    const costs = cost.get(start) ?? new Map<number, number>();
    costs.set(k, (costs.get(k) ?? 0) + k * k);
    cost.set(start, costs);
  }
  const limits = new Map<number, number>();
  for (let t = 0; t < numTenants; t++) {
    let left = budget;
    let limit = 0;
    for (const [k, needed] of [...(cost.get(tenants[t]) ?? [])].sort(([a], [b]) => a - b)) {
      if (needed > left) break;
      left -= needed;
      limit = k;
    }
    limits.set(tenants[t], limit);
  }
  return (row) => limits.get(tenantStart[row])!;
}
