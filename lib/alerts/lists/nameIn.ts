import { nameOfCell } from '../../base/text/nameCell.js';

/**
 * The name that a cell of a file stands for, or null for `*`, any.
 *
 * @param column what errors call the cell
 * @param at where it stands, as in `in verdicts.csv, line 3`
 * @throws RangeError where it can be read in two ways
 */
export function nameIn(cell: string, column: string, at: string): string | null {
  try {
    return nameOfCell(cell);
  } catch (error) {
    throw new RangeError(`Expected a name or * as ${column} ${at}, got ${(error as Error).message}`);
  }
}
