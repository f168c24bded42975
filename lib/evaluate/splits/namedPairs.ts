import type { ResolvedPairColumns } from '../../ids/pairColumns.js';
import type { Pairs } from '../../ids/readPairs.js';

/** An access by its names. */
export interface NamedPair {
  tenant: string;
  user: string;
  res: string;
}

/** The distinct pairs by name, in the order of their first rows. */
export function namedPairs({ users, resources, user, res }: Pairs): NamedPair[] {
  const tenantOf = users.tenantOfEach();
  const seen = new Set<number>();
  const names: NamedPair[] = [];
  user.forEach((u, row) => {
    const number = u * resources.size + res[row];
    if (seen.has(number)) return;
    seen.add(number);
    names.push({ tenant: users.tenants[tenantOf[u]], user: users.names[u], res: resources.names[res[row]] });
  });
  return names;
}

/** A pair as a row of a table with such columns. */
export function pairRows(
  { tenant, user, res }: NamedPair,
  { tenantCol, userCol, resCol }: ResolvedPairColumns,
): Record<string, string> {
  return { ...(tenantCol !== null && { [tenantCol]: tenant }), [userCol]: user, [resCol]: res };
}
