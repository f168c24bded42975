import type { Table } from 'apache-arrow';
import type { PairColumns } from '../../accesses/columns.js';
import { readPairs } from '../../accesses/pairs.js';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectShare } from '../../base/checks/expect.js';
import { type Random, seededRandom } from '../../base/random/random.js';
import { shuffle } from '../../base/random/shuffle.js';
import { splitRows } from '../../tables/splitRows.js';

export interface HoldOutOptions extends PairColumns {
  /** Share to set aside, in (0, 1). Default: 0.2. */
  fraction?: number;
  /** Default: 42. */
  seed?: number;
}

export const HOLD_OUT_OPTIONS = ['tenantCol', 'userCol', 'resCol', 'fraction', 'seed'];

/**
 * Splits accesses in two: of each user's n distinct resources, fraction * n drawn at random go to `test`:
 * rounded down, or up with the probability of the remainder, so that users with few resources contribute,
 * too, and the share is right on average. At most n - 1 go, so that every user stays in `train`; a user with
 * one resource has none in `test`. All rows of one access go to the same side: no training pair is in the
 * test.
 *
 * @returns the table's rows, split, in their order
 * @throws RangeError if the fraction is not between 0 and 1, or naming an unknown option, a missing column or
 *   the row of a null name
 * @throws TypeError naming an option of a wrong type, or a column that holds lists or structs
 */
export function holdOut(table: Table, options: HoldOutOptions = {}): { train: Table; test: Table } {
  checkNames('holdOut options', options, HOLD_OUT_OPTIONS);
  const { fraction = 0.2, seed = 42, ...columns } = options;
  expectShare('fraction', fraction);
  const random = seededRandom(seed);
  const { accesses, users, user, res } = readPairs(table, columns);
  const resourcesOf = Array.from({ length: users.size }, () => [] as number[]);
  for (const row of accesses.distinct.firstRow) resourcesOf[user[row]].push(res[row]);
  const held = resourcesOf.map((resources) => {
    const count = Math.min(roundAtRandom(fraction * resources.length, random), resources.length - 1);
    const drawn = shuffle(
      resources.sort((a, b) => a - b),
      random,
    );
    return new Set(drawn.slice(0, count));
  });
  return splitRows(table, (row) => held[user[row]].has(res[row]));
}

/** Rounds down, or up with the probability of the remainder. */
function roundAtRandom(number: number, random: Random): number {
  const floor = Math.floor(number);
  return floor + (random() < number - floor ? 1 : 0);
}
