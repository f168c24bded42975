import type { NameColumn } from '../tables/readColumns.js';
import type { Entities } from './entities.js';

/** Above this many (tenant, name) pairs a table of them would cost more than it saves. */
const LARGEST_TABLE = 2 ** 24;

/** The id of each row's (tenant, name); -1 where it isn't known. Each distinct pair is looked up once. */
export function resolveIds(tenants: NameColumn, names: NameColumn, entities: Entities): Int32Array {
  const numNames = names.values.length;
  const ids = new Int32Array(names.codes.length);
  const find = (tenant: number, name: number) => entities.find(tenants.values[tenant], names.values[name]);
  if (tenants.values.length * numNames > LARGEST_TABLE) {
    for (let row = 0; row < ids.length; row++) ids[row] = find(tenants.codes[row], names.codes[row]);
    return ids;
  }
  if (tenants.values.length === 1 && numNames <= ids.length) {
    const idOf = Int32Array.from(names.values, (_, name) => find(0, name));
    for (let row = 0; row < ids.length; row++) ids[row] = idOf[names.codes[row]];
    return ids;
  }
  const unknown = -1;
  const unasked = -2;
  const known = new Int32Array(tenants.values.length * numNames).fill(unasked);
  for (let row = 0; row < ids.length; row++) {
    const pair = tenants.codes[row] * numNames + names.codes[row];
    let id = known[pair];
    if (id < unknown) {
      id = find(tenants.codes[row], names.codes[row]);
      known[pair] = id;
    }
    ids[row] = id;
  }
  return ids;
}
