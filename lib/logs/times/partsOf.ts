/** The groups of a regular expression, as SQL, by their names. */
export type Parts<Group extends string> = Readonly<Record<Group, string>>;

/**
 * SQL over the groups of a regular expression (RE2, without `'`), each a text, '' where it took no part. NULL
 * where the text doesn't match, which is found out first, since to match is a fraction of what groups cost.
 *
 * @param name what SQL calls them together, unlike any other name around it
 */
export function partsOf<Group extends string>(
  text: string,
  pattern: string,
  groups: readonly Group[],
  name: string,
  body: (parts: Parts<Group>) => string,
): string {
  const names = groups.map((group) => `'${group}'`).join(', ');
  const match = `regexp_extract(${text}, '${pattern}', [${names}])`;
  const parts = Object.fromEntries(groups.map((group) => [group, `${name}.${group}`])) as Parts<Group>;
  return `CASE WHEN regexp_matches(${text}, '${pattern}') THEN list_transform([${match}], lambda ${name}: ${body(parts)})[1] END`;
}
