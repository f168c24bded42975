import type { Table } from 'apache-arrow';
import { checkNames } from '../../base/checks/checkNames.js';
import { shortenLabel } from '../../base/text/shortenLabel.js';
import { visibleLine } from '../../base/text/visibleText.js';
import { unescapeTitle } from '../../figures/plotly/unescapeTitle.js';
import { type TableInput, toTable } from '../../tables/toTable.js';
import { tableHtml } from '../tables/tableHtml.js';
import type { TableOptions } from '../tables/tableOptions.js';
import { tableText } from '../tables/tableText.js';
import { display, type MimeBundle } from './display.js';
import { showable } from './showable.js';

/** Plotly's figure: plain data. */
export interface FigureLike {
  data: readonly object[];
  layout: object;
}

/**
 * Shows a Plotly figure, or a table (an Arrow table, a danfo DataFrame, rows or columns), in the cell that runs. A
 * figure is drawn live by JupyterLab and by the report; a table is HTML. Outside of a kernel the text form is printed.
 *
 * Whole numbers have their thousands separated, unless the last word of the column's name says that they are
 * identifiers (`tenant_id`, `userIndex`, `year`, `port`, `code`); fractions have `digits` decimals; times are ISO 8601 in
 * UTC, which the column's head says once.
 *
 * @throws TypeError if the value is neither, or an option is of another type; RangeError naming an option that isn't known, can't
 * be, or is of no use for a figure
 *
 * @example
 * show(training, { limit: 20 });
 * show(accessSankey(accessContext(accesses, alerts), alerts));
 */
export function show(value: FigureLike | TableInput, options: TableOptions = {}): void {
  display(displayBundle(value, options));
}

/**
 * A figure, or a table of whatever kind `toTable` takes, in the forms that front ends draw: what `show` shows, and what
 * the kernel shows of a cell's last expression.
 *
 * @throws TypeError if the value is neither
 */
export function displayBundle(value: FigureLike | TableInput, options: TableOptions = {}): MimeBundle {
  if (!isFigure(value)) return tableBundle(toTable(showable(value)), options);
  checkNames('options of a figure', options, []);
  return figureBundle(value);
}

function isFigure(value: FigureLike | TableInput): value is FigureLike {
  const { data, layout } = value as Partial<FigureLike>;
  return Array.isArray(data) && typeof layout === 'object' && layout !== null && !Array.isArray(layout);
}

function figureBundle(figure: FigureLike): MimeBundle {
  const { title } = figure.layout as { title?: { text?: string } };
  return {
    'application/vnd.plotly.v1+json': {
      data: plainJson(figure.data),
      layout: plainJson(figure.layout),
      config: { responsive: true },
    },
    'text/plain': `[figure${title?.text ? `: ${visibleLine(shortenLabel(unescapeTitle(title.text), 200))}` : ''}]`,
  };
}

/** A figure's numbers may come as typed arrays or 64-bit integers, which JSON doesn't know. */
function plainJson(value: unknown): unknown {
  const plain = (_: string, part: unknown) => {
    if (typeof part === 'bigint') return Number(part);
    return ArrayBuffer.isView(part) && !(part instanceof DataView) ? Array.from(part as Float64Array) : part;
  };
  return JSON.parse(JSON.stringify(value, plain));
}

function tableBundle(table: Table, options: TableOptions): MimeBundle {
  return { 'text/html': tableHtml(table, options), 'text/plain': tableText(table, options) };
}
