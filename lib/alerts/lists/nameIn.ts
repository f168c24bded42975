import { nameOfCell } from '../../base/text/nameCell.js';

/**
 * The name in a cell of a file, or null for `*` (any).
 *
 * @param column the cell's name in errors
 * @param at its place, such as `in verdicts.csv, line 3`
 * @throws RangeError if it can be read in two ways
 */
export function nameIn(cell: string, column: string, at: string): string | null {
  try {
    return nameOfCell(cell);
  } catch (error) {
    throw new RangeError(`Expected a name or * as ${column} ${at}, got ${(error as Error).message}`);
  }
}
