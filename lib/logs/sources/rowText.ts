import { sqlText } from '../../sql/sqlText.js';

/**
 * The fields of a row as the text of JSON, as SQL: DuckDB takes names that differ only in case for the same.
 */
export function rowText(names: readonly string[], text: (name: string) => string): string {
  const byName = new Map(names.map((name) => [name.toLowerCase(), name]));
  const fields = Array.from(byName.values(), (name) => `${sqlText(name)}: ${text(name)}`);
  return `to_json({${fields.join(', ')}})::VARCHAR`;
}
