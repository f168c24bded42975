import type { Table } from 'apache-arrow';
import { checkNames } from '../../checks/checkNames.js';
import { expectNumber } from '../../checks/expect.js';
import type { PairColumns } from '../../ids/pairColumns.js';
import { readPairs } from '../../ids/readPairs.js';
import { adoptTable } from '../../tables/adoptTable.js';
import { findColumn } from '../../tables/findColumn.js';
import { takeRows } from '../../tables/takeRows.js';

export interface SplitByTimeOptions extends PairColumns {
  /** The column of the time: a time or date, or a number. */
  timeCol: string;
  /** Rows before this are for training; in the column's own terms (a Date, or milliseconds since 1970, for times). */
  at: Date | number;
}

/**
 * Splits accesses by their time: what was before is to train on, what came after to test. Rows after it whose pair was seen
 * before it are no test of a model that has seen them: they are counted, and in neither table.
 *
 * @returns the rows of both, in their order, how many repeated a training pair, and `after`: all rows after it, these included
 * @throws RangeError naming a missing column, or the row of a null name or time
 */
export function splitByTime(
  table: Table,
  options: SplitByTimeOptions,
): { train: Table; test: Table; repeats: number; after: Table } {
  checkNames('splitByTime options', options, ['timeCol', 'at', 'tenantCol', 'userCol', 'resCol']);
  const { timeCol, at, ...columns } = options;
  const moment = at instanceof Date ? at.getTime() : at;
  expectNumber('at', moment, 'a valid Date or a number', (n) => !Number.isNaN(n));
  const { resources, user, res } = readPairs(table, columns);
  const times = findColumn(table, timeCol);
  const number = (row: number) => user[row] * resources.size + res[row];
  const isBefore = Uint8Array.from({ length: table.numRows }, (_, row) => {
    const time = times.get(row);
    const value = typeof time === 'bigint' || typeof time === 'number' ? Number(time) : Number.NaN;
    if (Number.isNaN(value)) {
      throw new RangeError(`Expected column ${timeCol} to hold times or numbers, got ${time} in row ${row}`);
    }
    return value < moment ? 1 : 0;
  });
  const rows = Int32Array.from(user.keys());
  const known = new Set<number>();
  for (const row of rows) if (isBefore[row]) known.add(number(row));
  const later = rows.filter((row) => !isBefore[row]);
  const novel = later.filter((row) => !known.has(number(row)));
  const adopted = adoptTable(table);
  return {
    train: takeRows(
      adopted,
      rows.filter((row) => isBefore[row] === 1),
    ),
    test: takeRows(adopted, novel),
    repeats: later.length - novel.length,
    after: takeRows(adopted, later),
  };
}
