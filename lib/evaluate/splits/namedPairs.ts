import type { Named } from '../../accesses/named.js';
import type { ResolvedPairColumns } from '../../accesses/pairColumns.js';
import { type Pairs, pairNumbers } from '../../accesses/readPairs.js';

/** The distinct pairs by name, in the order of their first rows. */
export function namedPairs(pairs: Pairs): Named[] {
  const { users, resources, user, res } = pairs;
  const tenantOf = users.tenantOfEach();
  const seen = new Set<number>();
  const names: Named[] = [];
  pairNumbers(pairs).forEach((pair, row) => {
    if (seen.has(pair)) return;
    seen.add(pair);
    const u = user[row];
    names.push({ tenant: users.tenants[tenantOf[u]], user: users.names[u], res: resources.names[res[row]] });
  });
  return names;
}

/** A pair as a row of a table with such columns. */
export function pairRow(
  { tenant, user, res }: Named,
  { tenantCol, userCol, resCol }: ResolvedPairColumns,
): Record<string, string> {
  return { ...(tenantCol !== null && { [tenantCol]: tenant }), [userCol]: user, [resCol]: res };
}
