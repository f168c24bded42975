import { sortedOrder } from '../base/numbers/sortedOrder.js';
import type { NameCodes } from '../tables/readColumns.js';

/** The distinct (tenant, name) of a table's rows. */
export interface TenantNames {
  /** The code of each row's (tenant, name). Read only. */
  codes: Int32Array;
  /** The code of each one's tenant; those of one tenant are consecutive. */
  tenant: Int32Array;
  /** The code of each one's name. */
  name: Int32Array;
}

/**
 * Numbers the distinct pairs of two columns, in a time that only depends on the rows, not on the number of
 * tenants.
 */
export function tenantNames(tenants: NameCodes, names: NameCodes): TenantNames {
  return namesOfOne(tenants, names) ?? namesOfMany(tenants, names);
}

/** For one tenant: the codes as they are, without values that don't occur. */
function namesOfOne(tenants: NameCodes, { codes, values }: NameCodes): TenantNames | undefined {
  if (tenants.values.length > 1 || values.length > codes.length) return;
  const occurs = new Uint8Array(values.length);
  for (let row = 0; row < codes.length; row++) occurs[codes[row]] = 1;
  const codeOf = new Int32Array(values.length);
  const name = new Int32Array(values.length);
  let count = 0;
  for (let value = 0; value < values.length; value++) {
    if (occurs[value] === 0) continue;
    codeOf[value] = count;
    name[count++] = value;
  }
  if (count === values.length) return { codes, tenant: new Int32Array(count), name };
  const dense = new Int32Array(codes.length);
  for (let row = 0; row < dense.length; row++) dense[row] = codeOf[codes[row]];
  return { codes: dense, tenant: new Int32Array(count), name: name.subarray(0, count) };
}

function namesOfMany(tenants: NameCodes, names: NameCodes): TenantNames {
  const codes = new Int32Array(names.codes.length);
  const tenant: number[] = [];
  const name: number[] = [];
  // It goes tenant by tenant, so that only the last code of each name has to be remembered.
  const codeOf = new Int32Array(names.values.length);
  const seenIn = new Int32Array(names.values.length).fill(-1);
  const order = orderByTenant(tenants);
  for (let n = 0; n < codes.length; n++) {
    const row = order === null ? n : order[n];
    const t = tenants.codes[row];
    const v = names.codes[row];
    if (seenIn[v] !== t) {
      seenIn[v] = t;
      codeOf[v] = name.length;
      tenant.push(t);
      name.push(v);
    }
    codes[row] = codeOf[v];
  }
  return { codes, tenant: Int32Array.from(tenant), name: Int32Array.from(name) };
}

/** Rows by tenant; null if they are in order already. */
function orderByTenant({ codes, values }: NameCodes): Int32Array | null {
  let isSorted = true;
  for (let row = 1; row < codes.length && isSorted; row++) isSorted = codes[row] >= codes[row - 1];
  if (isSorted) return null;
  const rows = new Int32Array(codes.length);
  for (let row = 0; row < rows.length; row++) rows[row] = row;
  return sortedOrder(rows, codes, values.length);
}
