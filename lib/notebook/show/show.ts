import type { TableInput } from '../../tables/toTable.js';
import type { TableOptions } from '../tables/tableOptions.js';
import { display } from './display.js';
import { displayBundle, type FigureLike } from './displayBundle.js';

/**
 * Shows a Plotly figure, or a table (an Arrow table, a danfo DataFrame, rows or columns), in the cell that
 * runs. A figure is drawn live by JupyterLab and by the report; a table is HTML. Outside of a kernel its text
 * is printed.
 *
 * Whole numbers have their thousands separated, unless the last word of the column's name says that they are
 * identifiers (`tenant_id`, `userIndex`, `year`, `port`, `code`); fractions have `digits` decimals; times are
 * ISO 8601 in UTC, which the column's head says once.
 *
 * @throws TypeError if the value is neither, or an option is of another type; RangeError naming an option
 *   that isn't known, can't be, or is of no use for a figure
 *
 * @example
 * show(training, { limit: 20 });
 * show(accessSankey(accessContext(accesses, alerts), alerts));
 */
export function show(value: FigureLike | TableInput, options: TableOptions = {}): void {
  display(displayBundle(value, options));
}
