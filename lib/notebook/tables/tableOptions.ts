import { checkNames } from '../../base/checks/checkNames.js';
import { expectInteger, expectNumber } from '../../base/checks/expect.js';
import { expectTimeZone } from '../../base/checks/expectTimeZone.js';
import { counted } from '../../base/text/counted.js';

export interface TableOptions {
  /** Rows to show at most; where scripts run, a longer table can be paged and searched. Default: 20. */
  limit?: number;
  /** Decimals of a fraction. Default: 3. */
  digits?: number;
  /** What the table shows; its size is added. Plain text. */
  caption?: string;
  /** A zone of the IANA database, such as 'Europe/Berlin', whose clock stands beside UTC. Default: none. */
  timeZone?: string;
}

/** The options with their defaults. */
export type CheckedOptions = Required<Omit<TableOptions, 'timeZone'>> & Pick<TableOptions, 'timeZone'>;

/** Defaults filled in; a limit, a number of digits or a zone that can't be is an error. */
export function tableOptions(options: TableOptions): CheckedOptions {
  checkNames('options of a table', options, ['limit', 'digits', 'caption', 'timeZone']);
  const { limit = 20, digits = 3, caption = '', timeZone } = options;
  expectInteger('limit', limit, 0);
  const isRight = (n: number) => Number.isInteger(n) && n >= 1 && n <= 15;
  expectNumber('digits', digits, 'an integer from 1 to 15', isRight);
  if (timeZone !== undefined) expectTimeZone('timeZone', timeZone);
  return { limit, digits, caption, ...(timeZone !== undefined && { timeZone }) };
}

/** What stands under a table that isn't shown whole; null where it is. */
export function rowsNote({ numRows, limit }: { numRows: number; limit: number }): string | null {
  return numRows > limit ? `showing ${limit.toLocaleString('en-US')} of ${counted(numRows, 'row')}` : null;
}
