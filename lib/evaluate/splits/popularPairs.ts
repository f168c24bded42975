import type { Table } from 'apache-arrow';
import type { Named } from '../../accesses/Accesses.js';
import type { PairColumns } from '../../accesses/columns.js';
import { type Pairs, pairNumber, readPairs } from '../../accesses/pairs.js';
import { seededRandom } from '../../base/random/random.js';

/** So many draws a pair find something unseen, or there is hardly anything. */
const TRIES = 1000;

/**
 * Pairs that never occur in a table, of users drawn by how many resources they have and of resources drawn by
 * how many users they have, independently: the margins of the table are kept, except for what is lost where
 * nearly everything was seen. How active a user is, or how rare a resource, says little about such pairs.
 *
 * @param like for each of these pairs one of its tenant is drawn, none twice; fewer where there aren't so
 *   many
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
      // A user of a random access is drawn by its number of resources, and so is a resource.
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
