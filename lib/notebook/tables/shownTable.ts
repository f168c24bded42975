import { type DataType, type Table, Type, type Vector } from 'apache-arrow';
import { sharedPrefix, withoutPrefix } from '../../base/text/sharedPrefix.js';
import { checkTable } from '../../tables/isTable.js';
import { isSentence } from '../page/cutText.js';
import { formatCell, formatHead } from './formatCell.js';
import { isIdentifier } from './isIdentifier.js';
import { type CheckedOptions, type TableOptions, tableOptions } from './tableOptions.js';

/** A table as all forms show it. */
export interface ShownTable extends CheckedOptions {
  numRows: number;
  /** How many rows are shown without a script. */
  shown: number;
  columns: ShownColumn[];
}

/** The greatest number of rows in an output, for pages that have scripts. */
export const MAX_ROWS = 5000;

export interface ShownColumn {
  head: string;
  type: DataType;
  /** A cell's value; null if it has none. */
  value(row: number): unknown;
  /** A cell's text, which is formatted once. */
  text(row: number): string;
  /** The beginning that all names share, which cells leave out; '' if there is none. */
  prefix: string;
}

/** @throws TypeError if it is not an Arrow table; RangeError naming an option */
export function shownTable(table: Table, options: TableOptions): ShownTable {
  checkTable(table);
  const checked = tableOptions(options);
  const { numRows } = table;
  const columns = table.schema.fields.map(({ name, type }, index): ShownColumn => {
    const vector = table.getChildAt(index)!;
    const format = {
      digits: checked.digits,
      identifier: isIdentifier(String(name)),
      timeZone: checked.timeZone,
    };
    const texts: string[] = [];
    const value = (row: number) => readCell(vector, row) ?? null;
    const text = (row: number) => (texts[row] ??= formatCell(value(row), type, format));
    return {
      head: formatHead(String(name), type, checked.timeZone),
      type,
      value,
      text,
      prefix: isName(type) ? prefixOf(Math.min(numRows, MAX_ROWS), value, text) : '',
    };
  });
  return { ...checked, numRows, shown: Math.min(checked.limit, numRows), columns };
}

/** The beginning that the names of a column share, in all rows that can be shown. */
function prefixOf(numRows: number, value: (row: number) => unknown, text: (row: number) => string): string {
  const names = function* () {
    for (let row = 0; row < numRows; row++) yield value(row) === null ? null : text(row);
  };
  for (const name of names()) if (name !== null && isSentence(name)) return '';
  return sharedPrefix(names());
}

function isName(type: DataType): boolean {
  const { typeId } = type;
  return typeId === Type.Utf8 || typeId === Type.LargeUtf8 || typeId === Type.Dictionary;
}

/** A cell's text as it is shown. */
export function shortText({ value, text, prefix }: ShownColumn, row: number): string {
  return value(row) === null ? text(row) : withoutPrefix(text(row), prefix);
}

/** The lines below a table whose cells leave out a shared beginning, one for each such column. */
export function prefixNotes({ columns }: ShownTable): string[] {
  return columns
    .filter(({ prefix }) => prefix !== '')
    .map(({ head, prefix }) => `… in ${head} stands for ${prefix}`);
}

/** The numbers of the rows that are shown. */
export function shownRows({ shown }: ShownTable): number[] {
  return Array.from({ length: shown }, (_, row) => row);
}

/** A column's value in a row. A timestamp that is too large for Arrow is the stored 64-bit integer. */
function readCell(column: Vector, row: number): unknown {
  try {
    return column.get(row);
  } catch {
    return column.slice(row, row + 1).toArray()[0];
  }
}
