import type { NameColumn } from '../tables/readColumns.js';
import type { Entities } from './entities.js';
import { type TenantNames, tenantNames } from './tenantNames.js';

/** The id of each row's (tenant, name); -1 where it isn't known. Each distinct pair is looked up once. Not to be written to. */
export function resolveIds(
  tenants: NameColumn,
  names: NameColumn,
  entities: Entities,
  { codes, tenant, name }: TenantNames = tenantNames(tenants, names),
): Int32Array {
  const idOf = new Int32Array(name.length);
  for (let code = 0; code < idOf.length; code++) {
    idOf[code] = entities.find(tenants.values[tenant[code]], names.values[name[code]]);
  }
  if (idOf.every((id, code) => id === code)) return codes;
  const ids = new Int32Array(codes.length);
  for (let row = 0; row < ids.length; row++) ids[row] = idOf[codes[row]];
  return ids;
}
