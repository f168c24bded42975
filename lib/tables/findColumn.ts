import type { Table, Vector } from 'apache-arrow';
import { visibleText } from '../text/visibleText.js';
import { checkTable } from './isTable.js';

/** The column of that name, or an error that lists those there are. */
export function findColumn(table: Table, name: string): Vector {
  checkTable(table);
  const column = table.getChild(name);
  if (column) return column;
  const columns = table.schema.fields.map((field) => visibleText(String(field.name))).join(', ');
  throw new RangeError(`Expected a column ${name}, got ${columns || 'a table without columns'}`);
}
