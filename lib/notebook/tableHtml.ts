import type { Table } from 'apache-arrow';
import { escapeHtml } from './escapeHtml.js';
import { formatCell, formatText, isNumeric } from './formatCell.js';
import { readCell } from './readCell.js';
import { rowsNote, type TableOptions, tableOptions } from './tableOptions.js';

// Styles stand on the elements: a notebook that isn't trusted loses <style>.
const tableStyle = 'border-collapse:collapse;font-variant-numeric:tabular-nums;margin:0';
const headStyle = 'padding:4px 12px;border-bottom:1px solid #888;font-weight:600;white-space:nowrap';
const cellStyle = 'padding:3px 12px;border-bottom:1px solid #ddd';

/** The first rows of a table as HTML. Names are data: markup in them is shown, not obeyed. */
export function tableHtml(table: Table, options: TableOptions = {}): string {
  const { limit, digits } = tableOptions(options);
  const columns = table.schema.fields.map((field, index) => ({
    name: String(field.name),
    type: field.type,
    align: `text-align:${isNumeric(field.type) ? 'right' : 'left'}`,
    vector: table.getChildAt(index)!,
  }));
  const head = columns.map(
    ({ name, align }) => `<th scope="col" style="${headStyle};${align}">${escapeHtml(formatText(name))}</th>`,
  );
  const rows = Array.from({ length: Math.min(limit, table.numRows) }, (_, row) => {
    const cells = columns.map(({ vector, type, align }) => {
      const value = readCell(vector, row);
      const colour = value === null ? ';color:#888' : '';
      return `<td style="${cellStyle};${align}${colour}">${escapeHtml(formatCell(value, type, digits))}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const note = table.numRows === 0 ? 'no rows' : rowsNote(table.numRows, limit);
  return [
    '<div style="overflow-x:auto">',
    `<table style="${tableStyle}"><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
    note === null ? '' : `<div style="color:#666;padding:4px 12px">${note}</div>`,
    '</div>',
  ].join('');
}
