import type { Table } from 'apache-arrow';

/** The keys under which a table's metadata list its contexts and its details. */
const CONTEXTS = 'contexts';
const DETAILS = 'details';

/** Notes in a table's metadata which of its columns say from where and how. */
export function noteContexts(table: Table, names: readonly string[]): void {
  note(table, CONTEXTS, names);
}

/** Notes in a table's metadata which of its columns say what was done: a model doesn't learn these. */
export function noteDetails(table: Table, names: readonly string[]): void {
  note(table, DETAILS, names);
}

/** The columns that `noteContexts` noted, if they still exist. */
export function contextsOf(table: Table): string[] {
  return noted(table, CONTEXTS);
}

/** The columns that `noteDetails` noted, if they still exist. */
export function detailsOf(table: Table): string[] {
  return noted(table, DETAILS);
}

function note(table: Table, key: string, names: readonly string[]): void {
  if (names.length > 0) table.schema.metadata.set(key, JSON.stringify(names));
}

function noted(table: Table, key: string): string[] {
  const list = table.schema.metadata.get(key);
  if (list === undefined) return [];
  try {
    const names: unknown = JSON.parse(list);
    return Array.isArray(names) ? names.filter((name) => table.getChild(name) !== null) : [];
  } catch {
    return [];
  }
}
