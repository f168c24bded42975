import type { TableInput } from '../../tables/toTable.js';
import type { TableOptions } from '../tables/tableOptions.js';
import { display } from './display.js';
import { displayBundle, type FigureLike } from './displayBundle.js';

/**
 * Shows a Plotly figure, or a table (an Arrow table, a danfo DataFrame, rows or columns), in the running
 * cell. JupyterLab and the report draw a live figure; a table is HTML. Outside of a kernel its text is
 * printed.
 *
 * Whole numbers have their thousands separated, unless the last word of the column's name says that they are
 * identifiers (`tenant_id`, `userIndex`, `year`, `port`, `code`). Fractions have `digits` decimals. Times are
 * ISO 8601 in UTC, as the column's head says.
 *
 * @throws TypeError if the value is neither, or an option has the wrong type; RangeError naming an option
 *   that isn't known, has an impossible value, or has no meaning for a figure
 *
 * @example
 * show(training, { limit: 20 });
 * show(accessSankey(accessContext(accesses, alerts), alerts));
 */
export function show(value: FigureLike | TableInput, options: TableOptions = {}): void {
  display(displayBundle(value, options));
}
