/**
 * SQL over the groups of a regular expression: `body` gets the name of a struct of texts, '' where a group
 * took no part. NULL where the text doesn't match, which is found out first, since to match is a fraction of
 * what the groups cost.
 *
 * @param pattern in RE2's notation, without `'`
 * @param groups the groups' names, in order
 * @param name what the struct is called, unlike any other name around it
 */
export function partsOf(
  text: string,
  pattern: string,
  groups: readonly string[],
  name: string,
  body: (parts: string) => string,
): string {
  const names = groups.map((group) => `'${group}'`).join(', ');
  const match = `regexp_extract(${text}, '${pattern}', [${names}])`;
  return `CASE WHEN regexp_matches(${text}, '${pattern}') THEN list_transform([${match}], lambda ${name}: ${body(name)})[1] END`;
}
