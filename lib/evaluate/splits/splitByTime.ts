import type { Table } from 'apache-arrow';
import type { PairColumns } from '../../accesses/columns.js';
import { pairNumbers, readPairs } from '../../accesses/pairs.js';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectNumber, expectText } from '../../base/checks/expect.js';
import { adoptTable } from '../../tables/adoptTable.js';
import { findColumn } from '../../tables/findColumn.js';
import { splitRows } from '../../tables/splitRows.js';
import { takeRows } from '../../tables/takeRows.js';

export interface SplitByTimeOptions extends PairColumns {
  /** The column of the time: a time or date, or a number. */
  timeCol: string;
  /** Rows before this are for training; in the column's unit (Date or ms since 1970 for times). */
  at: Date | number;
}

/**
 * Splits accesses by their time: earlier rows are for training, later ones for the test. Later rows whose
 * pair was seen before don't test a model that has seen them: they are counted, and in neither table.
 *
 * @returns the rows of both, in their order, how many repeated a training pair, and `after`: all later rows,
 *   including these
 * @throws RangeError or TypeError as `holdOut`, or naming the row of an invalid time or number, or an invalid
 *   `at`
 */
export function splitByTime(
  table: Table,
  options: SplitByTimeOptions,
): { train: Table; test: Table; repeats: number; after: Table } {
  checkNames('splitByTime options', options, ['timeCol', 'at', 'tenantCol', 'userCol', 'resCol']);
  const { timeCol, at, ...columns } = options;
  expectText('timeCol', timeCol, 'to name a column');
  const moment = at instanceof Date ? at.getTime() : at;
  expectNumber('at', moment, 'a valid Date or a number', (n) => !Number.isNaN(n));
  const pairs = pairNumbers(readPairs(table, columns));
  const times = findColumn(table, timeCol);
  const isAfter = Uint8Array.from(pairs, (_, row) => {
    const time = times.get(row);
    const value = typeof time === 'bigint' || typeof time === 'number' ? Number(time) : Number.NaN;
    if (Number.isNaN(value)) {
      throw new RangeError(`Expected column ${timeCol} to hold times or numbers, got ${time} in row ${row}`);
    }
    return value < moment ? 0 : 1;
  });
  const known = new Set(pairs.filter((_, row) => isAfter[row] === 0));
  const novel = Int32Array.from(pairs.keys()).filter((row) => isAfter[row] === 1 && !known.has(pairs[row]));
  const { train, test: after } = splitRows(table, (row) => isAfter[row] === 1);
  const test = takeRows(adoptTable(table), novel);
  return { train, test, repeats: after.numRows - test.numRows, after };
}
