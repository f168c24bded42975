import type { Table } from 'apache-arrow';
import { checkFraction } from '../../checks/checkFraction.js';
import { checkNames } from '../../checks/checkNames.js';
import { readPairs } from '../../ids/readPairs.js';
import { seededRandom } from '../../random/random.js';
import { adoptTable } from '../../tables/adoptTable.js';
import { takeRows } from '../../tables/takeRows.js';
import { HOLD_OUT_OPTIONS, type HoldOutOptions } from './holdOut.js';

/**
 * Splits accesses in two: each distinct pair goes to `test` with the chance of the fraction, with all of its rows. Users and
 * resources whose every pair goes there are new to whoever learns from `train`.
 *
 * @throws RangeError or TypeError as `holdOut`
 */
export function holdOutPairs(table: Table, options: HoldOutOptions = {}): { train: Table; test: Table } {
  checkNames('holdOutPairs options', options, HOLD_OUT_OPTIONS);
  const { fraction = 0.2, seed = 42, ...columns } = options;
  checkFraction(fraction);
  const random = seededRandom(seed);
  const { user, res, resources } = readPairs(table, columns);
  const number = (row: number) => user[row] * resources.size + res[row];
  const rows = Int32Array.from(user.keys());
  // In the order of the names, so that the draw doesn't depend on that of the rows.
  const held = new Set(Float64Array.from(rows, number).sort());
  for (const pair of held) if (random() >= fraction) held.delete(pair);
  const isHeld = rows.map((row) => (held.has(number(row)) ? 1 : 0));
  const adopted = adoptTable(table);
  return {
    train: takeRows(
      adopted,
      rows.filter((row) => isHeld[row] === 0),
    ),
    test: takeRows(
      adopted,
      rows.filter((row) => isHeld[row] === 1),
    ),
  };
}
