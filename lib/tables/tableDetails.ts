import type { Table } from 'apache-arrow';

/** Where a table says which of its columns are details: see `readAccess`. */
const KEY = 'details';

/** Notes in a table's metadata which of its columns say what was done. */
export function noteDetails(table: Table, names: readonly string[]): void {
  if (names.length > 0) table.schema.metadata.set(KEY, JSON.stringify(names));
}

/** The columns that `noteDetails` noted, as far as they are there. */
export function detailsOf(table: Table): string[] {
  const noted = table.schema.metadata.get(KEY);
  if (noted === undefined) return [];
  try {
    const names: unknown = JSON.parse(noted);
    return Array.isArray(names) ? names.filter((name) => table.getChild(name) !== null) : [];
  } catch {
    return [];
  }
}
