import type { Table } from 'apache-arrow';
import { seededRandom } from '../als/random.js';
import { sql } from '../data/sql/sql.js';
import { toTable } from '../data/tables/toTable.js';
import { type PairColumns, readPairs } from './readPairs.js';
import { shuffle } from './shuffle.js';

export interface HoldOutOptions extends PairColumns {
  /** Share of each user's distinct accesses to set aside, in (0, 1). Default 0.2. */
  fraction?: number;
  /** Default 42. */
  seed?: number;
}

/**
 * Splits accesses in two: of each user's n distinct resources, round(fraction * n) drawn at random go to `test`, at most
 * n - 1, so that every user stays in `train`. All rows of one access go to the same side: no training pair is in the
 * test.
 *
 * @returns the table's rows in their order, split
 * @throws RangeError if the fraction is not between 0 and 1, or naming a missing column or the row of a null name
 */
export async function holdOut(
  table: Table,
  { fraction = 0.2, seed = 42, ...columns }: HoldOutOptions = {},
): Promise<{ train: Table; test: Table }> {
  if (!(fraction > 0 && fraction < 1)) {
    throw new RangeError(`Expected fraction to be between 0 and 1, got ${fraction}`);
  }
  const random = seededRandom(seed);
  const { users, user, res } = readPairs(table, columns);
  const resourcesOf = Array.from({ length: users.size }, () => new Set<number>());
  for (let row = 0; row < user.length; row++) resourcesOf[user[row]].add(res[row]);
  const held = resourcesOf.map((resources) => {
    const count = Math.min(Math.round(fraction * resources.size), resources.size - 1);
    return new Set(
      shuffle(
        [...resources].sort((a, b) => a - b),
        random,
      ).slice(0, count),
    );
  });
  const sides = toTable({ held: Array.from(user, (u, row) => held[u].has(res[row])) });
  return {
    train: await rowsWhere(table, sides, false),
    test: await rowsWhere(table, sides, true),
  };
}

function rowsWhere(table: Table, sides: Table, held: boolean): Promise<Table> {
  return sql`SELECT rows.* FROM ${table} AS rows POSITIONAL JOIN ${sides} AS sides WHERE sides.held = ${held}`;
}
