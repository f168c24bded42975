import { checkNames } from '../../base/checks/checkNames.js';
import { expectInteger, expectNumber } from '../../base/checks/expect.js';
import { expectTimeZone } from '../../base/checks/expectTimeZone.js';
import { counted } from '../../base/text/counted.js';

export interface TableOptions {
  /** The greatest number of rows to show; with scripts, longer tables can be paged. Default: 20. */
  limit?: number;
  /** Decimals of a fraction. Default: 3. */
  digits?: number;
  /** What the table shows, in plain text; its size is added. */
  caption?: string;
  /** An IANA time zone, such as 'Europe/Berlin', whose time is shown beside UTC. Default: none. */
  timeZone?: string;
}

/** The options with their defaults. */
export type CheckedOptions = Required<Omit<TableOptions, 'timeZone'>> & Pick<TableOptions, 'timeZone'>;

/** Fills in the defaults; an impossible limit, number of digits or zone is an error. */
export function tableOptions(options: TableOptions): CheckedOptions {
  checkNames('options of a table', options, ['limit', 'digits', 'caption', 'timeZone']);
  const { limit = 20, digits = 3, caption = '', timeZone } = options;
  expectInteger('limit', limit, 0);
  const isRight = (n: number) => Number.isInteger(n) && n >= 1 && n <= 15;
  expectNumber('digits', digits, 'an integer from 1 to 15', isRight);
  if (timeZone !== undefined) expectTimeZone('timeZone', timeZone);
  return { limit, digits, caption, ...(timeZone !== undefined && { timeZone }) };
}

/** The note under a table of which only a part is shown; null for a whole table. */
export function rowsNote({ numRows, limit }: { numRows: number; limit: number }): string | null {
  return numRows > limit ? `showing ${limit.toLocaleString('en-US')} of ${counted(numRows, 'row')}` : null;
}
