import type { Table, Vector } from 'apache-arrow';
import { visibleText } from '../base/text/visibleText.js';
import { checkTable } from './isTable.js';

/** The column with that name, or an error that lists the columns, with a remedy if one is known. */
export function findColumn(table: Table, name: string, remedy?: string): Vector {
  checkTable(table);
  const column = table.getChild(name);
  if (column) return column;
  throw missingColumn(
    name,
    table.schema.fields.map((field) => String(field.name)),
    remedy,
  );
}

/** The columns with these names, by name, or an error like that of `findColumn`. */
export function findColumns<Name extends string>(table: Table, names: readonly Name[]): Record<Name, Vector> {
  return Object.fromEntries(names.map((name) => [name, findColumn(table, name)])) as Record<Name, Vector>;
}

/**
 * The error of a missing column.
 *
 * @param names the existing columns
 * @param remedy what to do, if that is known
 */
export function missingColumn(name: string, names: readonly string[], remedy = ''): RangeError {
  const columns = names.map((other) => visibleText(other)).join(', ');
  return new RangeError(
    `Expected a column ${visibleText(name)}, got ${columns || 'a table without columns'}${remedy}`,
  );
}
