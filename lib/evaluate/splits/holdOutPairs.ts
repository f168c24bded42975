import type { Table } from 'apache-arrow';
import { pairNumbers, readPairs } from '../../accesses/pairs.js';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectShare } from '../../base/checks/expect.js';
import { seededRandom } from '../../base/random/random.js';
import { splitRows } from '../../tables/splitRows.js';
import { HOLD_OUT_OPTIONS, type HoldOutOptions } from './holdOut.js';

/**
 * Splits accesses in two: each distinct pair goes to `test`, with all of its rows, with the probability
 * `fraction`. Users and resources that only have pairs there are new to a model that learns from `train`.
 *
 * @throws RangeError or TypeError as `holdOut`
 */
export function holdOutPairs(table: Table, options: HoldOutOptions = {}): { train: Table; test: Table } {
  checkNames('holdOutPairs options', options, HOLD_OUT_OPTIONS);
  const { fraction = 0.2, seed = 42, ...columns } = options;
  expectShare('fraction', fraction);
  const random = seededRandom(seed);
  const pairs = pairNumbers(readPairs(table, columns));
  // Pairs are drawn in the order of names, so that the order of rows doesn't matter.
  const held = new Set(pairs.slice().sort());
  for (const pair of held) if (random() >= fraction) held.delete(pair);
  return splitRows(table, (row) => held.has(pairs[row]));
}
