import type { Table, Vector } from 'apache-arrow';
import { visibleText } from '../../figures/visibleText.js';

/**
 * The column of that name.
 *
 * @throws TypeError if there is none; the error lists those there are
 */
export function columnOf(table: Table, name: string): Vector {
  const column = table.getChild(name);
  if (column !== null) return column;
  const names = table.schema.fields.map((field) => visibleText(JSON.stringify(field.name))).join(', ');
  throw new TypeError(`Expected a column ${JSON.stringify(name)}, got ${names || 'a table without columns'}`);
}
