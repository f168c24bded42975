import { sortedOrder } from '../base/numbers/sortedOrder.js';
import type { NameCodes } from '../tables/readColumns.js';

/** The distinct (tenant, name) of a table's rows. */
export interface TenantNames {
  /** Of each row, which of them it has. Not to be written to. */
  codes: Int32Array;
  /** The code of the tenant of each; those of one tenant stand together. */
  tenant: Int32Array;
  /** The code of the name of each. */
  name: Int32Array;
}

/** Numbers the distinct pairs of two columns: in time of the rows alone, however many tenants there are. */
export function tenantNames(tenants: NameCodes, names: NameCodes): TenantNames {
  return namesOfOne(tenants, names) ?? namesOfMany(tenants, names);
}

/** One tenant: the codes as they are, without values that don't occur. */
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
  // Tenant by tenant, so that what a name was last seen as is all there is to know.
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

/** Rows by tenant; null: as they stand. */
function orderByTenant({ codes, values }: NameCodes): Int32Array | null {
  let isSorted = true;
  for (let row = 1; row < codes.length && isSorted; row++) isSorted = codes[row] >= codes[row - 1];
  if (isSorted) return null;
  const rows = new Int32Array(codes.length);
  for (let row = 0; row < rows.length; row++) rows[row] = row;
  return sortedOrder(rows, codes, values.length);
}
