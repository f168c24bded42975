import { checkNames } from '../../base/checks/checkNames.js';
import { expectInteger, expectNumber } from '../../base/checks/expect.js';
import { counted } from '../../base/text/counted.js';

export interface TableOptions {
  /** Rows to show at most; where scripts run, a longer table can be paged and searched. Default: 20. */
  limit?: number;
  /** Decimals of a fraction. Default: 3. */
  digits?: number;
  /** What the table shows; its size is added. Plain text. */
  caption?: string;
}

/** Defaults filled in; a limit or a number of digits that can't be is an error. */
export function tableOptions(options: TableOptions): Required<TableOptions> {
  checkNames('options of a table', options, ['limit', 'digits', 'caption']);
  const { limit = 20, digits = 3, caption = '' } = options;
  expectInteger('limit', limit, 0);
  const isRight = (n: number) => Number.isInteger(n) && n >= 1 && n <= 15;
  expectNumber('digits', digits, 'an integer from 1 to 15', isRight);
  return { limit, digits, caption };
}

/** What stands under a table that isn't shown whole; null where it is. */
export function rowsNote({ numRows, limit }: { numRows: number; limit: number }): string | null {
  return numRows > limit ? `showing ${limit.toLocaleString('en-US')} of ${counted(numRows, 'row')}` : null;
}
