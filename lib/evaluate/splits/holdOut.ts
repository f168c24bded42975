import type { Table } from 'apache-arrow';
import { checkFraction } from '../../checks/checkFraction.js';
import { checkNames } from '../../checks/checkNames.js';
import type { PairColumns } from '../../ids/pairColumns.js';
import { readPairs } from '../../ids/readPairs.js';
import { type Random, seededRandom } from '../../random/random.js';
import { shuffle } from '../../random/shuffle.js';
import { adoptTable } from '../../tables/adoptTable.js';
import { takeRows } from '../../tables/takeRows.js';

export interface HoldOutOptions extends PairColumns {
  /** Share to set aside, in (0, 1). Default: 0.2. */
  fraction?: number;
  /** Default: 42. */
  seed?: number;
}

export const HOLD_OUT_OPTIONS = ['tenantCol', 'userCol', 'resCol', 'fraction', 'seed'];

/**
 * Splits accesses in two: of each user's n distinct resources, fraction * n drawn at random go to `test`: rounded down, or
 * up with the probability of the remainder, so that users of few resources contribute, too, and the share is right on
 * average. At most n - 1 go, so that every user stays in `train`; a user of one resource has none in `test`. All rows of one
 * access go to the same side: no training pair is in the test.
 *
 * @returns the table's rows in their order, split
 * @throws RangeError if the fraction is not between 0 and 1, or naming a missing column or the row of a null name
 * @throws TypeError if a column holds lists, structs or the like; names it
 */
export function holdOut(table: Table, options: HoldOutOptions = {}): { train: Table; test: Table } {
  checkNames('holdOut options', options, HOLD_OUT_OPTIONS);
  const { fraction = 0.2, seed = 42, ...columns } = options;
  checkFraction(fraction);
  const random = seededRandom(seed);
  const { users, user, res } = readPairs(table, columns);
  const resourcesOf = Array.from({ length: users.size }, () => new Set<number>());
  for (let row = 0; row < user.length; row++) resourcesOf[user[row]].add(res[row]);
  const held = resourcesOf.map((resources) => {
    const count = Math.min(roundAtRandom(fraction * resources.size, random), resources.size - 1);
    return new Set(
      shuffle(
        [...resources].sort((a, b) => a - b),
        random,
      ).slice(0, count),
    );
  });
  const isHeld = (row: number) => held[user[row]].has(res[row]);
  const rows = Int32Array.from(user, (_, row) => row);
  const adopted = adoptTable(table);
  return {
    train: takeRows(
      adopted,
      rows.filter((row) => !isHeld(row)),
    ),
    test: takeRows(adopted, rows.filter(isHeld)),
  };
}

/** Rounds down, or up with the probability of the remainder. */
function roundAtRandom(number: number, random: Random): number {
  const floor = Math.floor(number);
  return floor + (random() < number - floor ? 1 : 0);
}
