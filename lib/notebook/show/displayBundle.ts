import { checkNames } from '../../base/checks/checkNames.js';
import { shortenLabel } from '../../base/text/shortenLabel.js';
import { visibleLine } from '../../base/text/visibleText.js';
import { unescapeTitle } from '../../figures/plotly/escapeTitle.js';
import { isDataFrame } from '../../tables/isDataFrame.js';
import { isTable } from '../../tables/isTable.js';
import { type TableInput, toTable } from '../../tables/toTable.js';
import { shownTable } from '../tables/shownTable.js';
import { htmlOf } from '../tables/tableHtml.js';
import type { TableOptions } from '../tables/tableOptions.js';
import { textOf } from '../tables/tableText.js';
import type { MimeBundle } from './display.js';
import { showable } from './showable.js';

/** A Plotly figure as plain data. */
export interface FigureLike {
  data: readonly object[];
  layout: object;
}

/**
 * What `show` shows: a figure, or any table that `toTable` takes, in the forms that front ends draw.
 *
 * @throws TypeError if the value is neither
 */
export function displayBundle(value: FigureLike | TableInput, options: TableOptions = {}): MimeBundle {
  if (!isFigure(value)) return tableBundle(value, options);
  checkNames('options of a figure', options, []);
  return figureBundle(value);
}

/**
 * What the kernel shows for a cell's last expression, if that is a table, rows or a figure from any library.
 * Null for other objects, which the kernel prints.
 */
export function lastExpressionBundle(value: object): MimeBundle | null {
  if (isTable(value) || isDataFrame(value) || isRows(value)) return tableBundle(value, {});
  return isFigure(value) && isRows(value.data) && isPlainObject(value.layout) ? figureBundle(value) : null;
}

function isFigure(value: object): value is FigureLike {
  const { data, layout } = value as Partial<FigureLike>;
  return Array.isArray(data) && typeof layout === 'object' && layout !== null && !Array.isArray(layout);
}

function isRows(value: object): value is readonly object[] {
  return Array.isArray(value) && value.length > 0 && value.every(isPlainObject);
}

function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
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

function tableBundle(value: TableInput, options: TableOptions): MimeBundle {
  const table = shownTable(toTable(showable(value)), options);
  return { 'text/html': htmlOf(table), 'text/plain': textOf(table) };
}
