/**
 * SQL that uses a value several times while DuckDB computes it once: in a CASE it would compute a field of
 * JSON again for each branch. The name of a column costs nothing, and is used as it is.
 *
 * @param name its name in the body, different from all others around it
 */
export function computedOnce(sql: string, name: string, body: (value: string) => string): string {
  if (/^(?:[a-z_]\w*|"[^"]+")$/i.test(sql)) return body(sql);
  return `list_transform([${sql}], lambda ${name}: ${body(name)})[1]`;
}
