/** What a profile's path becomes: SQL that gives the field's text, or NULL. */
export type TextOf = (path: string) => string;

/** SQL that gives what `body` makes of a value, which is computed once however often `body` names it. */
export function once(sql: string, name: string, body: string): string {
  return `list_transform([${sql}], lambda ${name}: ${body})[1]`;
}
