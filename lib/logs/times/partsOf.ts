/** The groups of a regular expression, as SQL, by their names. */
export type Parts<Group extends string> = Readonly<Record<Group, string>>;

/**
 * SQL over the groups of a regular expression (RE2, without `'`), each a text, '' for a group that didn't
 * take part. NULL if the text doesn't match, which is checked first, since matching costs a fraction of what
 * groups cost.
 *
 * @param name their common name in SQL, different from all others around it
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
