/**
 * SQL that names a value several times, while DuckDB computes it once: in a CASE it would compute a field of
 * JSON anew for each branch. The name of a column costs nothing, and stands for itself.
 *
 * @param name what the body calls it, unlike any other name around it
 */
export function computedOnce(sql: string, name: string, body: (value: string) => string): string {
  if (/^(?:[a-z_]\w*|"[^"]+")$/i.test(sql)) return body(sql);
  return `list_transform([${sql}], lambda ${name}: ${body(name)})[1]`;
}
