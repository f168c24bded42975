import type { Table } from 'apache-arrow';
import type { Named } from '../../accesses/Accesses.js';
import type { PairColumns } from '../../accesses/columns.js';
import { type Pairs, pairNumber, readPairs } from '../../accesses/pairs.js';
import { seededRandom } from '../../base/random/random.js';

/** If this many draws find no unseen pair, there is hardly any. */
const TRIES = 1000;

/**
 * Pairs that never occur in a table, with users drawn by how many resources they have and resources drawn,
 * independently, by how many users they have. This keeps the margins of the table, unless nearly everything
 * was seen. So how active a user is, or how rare a resource, says little about such pairs.
 *
 * @param like for each of these pairs, one of its tenant is drawn, none twice; fewer if there aren't as many
 */
export function popularPairs(
  table: Table,
  like: readonly Named[],
  columns: PairColumns,
  seed: number,
): Named[] {
  const random = seededRandom(seed);
  const pairs = readPairs(table, columns);
  const { users, resources, user, res } = pairs;
  const number = (row: number, other: number) => pairNumber(pairs, user[row], res[other]);
  const { firstRow } = pairs.accesses.distinct;
  const taken = new Set(Array.from(firstRow, (row) => number(row, row)));
  const rowsOf = rowsByTenant(pairs, firstRow);
  const drawn: Named[] = [];
  for (const { tenant } of like) {
    const rows = rowsOf.get(tenant)!;
    for (let tries = 0; tries < TRIES; tries++) {
      // The user of a random access is drawn in proportion to its number of resources; likewise for the
      // resource.
      const [a, b] = [rows[Math.floor(random() * rows.length)], rows[Math.floor(random() * rows.length)]];
      if (taken.has(number(a, b))) continue;
      taken.add(number(a, b));
      drawn.push({ tenant, user: users.names[user[a]], res: resources.names[res[b]] });
      break;
    }
  }
  return drawn;
}

function rowsByTenant({ users, user }: Pairs, rows: Int32Array): Map<string, number[]> {
  const tenantOf = users.tenantOfEach();
  const byTenant = new Map<string, number[]>();
  for (const row of rows) {
    const tenant = users.tenants[tenantOf[user[row]]];
    const own = byTenant.get(tenant) ?? [];
    own.push(row);
    byTenant.set(tenant, own);
  }
  return byTenant;
}
