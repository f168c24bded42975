import type { Table } from 'apache-arrow';
import { pairNumbers, readPairs } from '../../accesses/pairs.js';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectShare } from '../../base/checks/expect.js';
import { seededRandom } from '../../base/random/random.js';
import { splitRows } from '../../tables/splitRows.js';
import { HOLD_OUT_OPTIONS, type HoldOutOptions } from './holdOut.js';

/**
 * Splits accesses in two: each distinct pair goes to `test` with the chance of the fraction, with all of its
 * rows. Users and resources whose every pair goes there are new to whoever learns from `train`.
 *
 * @throws RangeError or TypeError as `holdOut`
 */
export function holdOutPairs(table: Table, options: HoldOutOptions = {}): { train: Table; test: Table } {
  checkNames('holdOutPairs options', options, HOLD_OUT_OPTIONS);
  const { fraction = 0.2, seed = 42, ...columns } = options;
  expectShare('fraction', fraction);
  const random = seededRandom(seed);
  const pairs = pairNumbers(readPairs(table, columns));
  // In the order of the names, so that the draw doesn't depend on that of the rows.
  const held = new Set(pairs.slice().sort());
  for (const pair of held) if (random() >= fraction) held.delete(pair);
  return splitRows(table, (row) => held.has(pairs[row]));
}
