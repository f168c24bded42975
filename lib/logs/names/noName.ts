/** Texts that stand for a missing name, in any case and with blanks around them. */
export const NO_NAMES = ['', '-', 'null', '(null)', 'none', 'n/a', 'undefined'] as const;

const LONGEST = Math.max(...NO_NAMES.map((name) => name.length));
/** The white space around a name, as SQL. */
export const BLANKS = "' ' || chr(9) || chr(10) || chr(13) || chr(160)";

/** Whether a text is NULL or stands for a missing name, as SQL. (DuckDB turns `IN` into a join.) */
export function isNoName(text: string): string {
  const trimmed = `trim(${text}, ${BLANKS})`;
  const listed = NO_NAMES.map((name) => `'${name}'`).join(', ');
  const isBlank = (place: number) => `contains(${BLANKS}, (${text})[${place}])`;
  // Most names are too long for that and have no blank at an end, which is cheap to check.
  return `(CASE WHEN ${text} IS NULL THEN true
    WHEN strlen(${text}) > ${LONGEST} AND NOT ${isBlank(1)} AND NOT ${isBlank(-1)} THEN false
    ELSE list_contains([${listed}], lower(${trimmed})) END)`;
}

/** A text, or NULL if it stands for a missing name, as SQL. */
export function filled(text: string): string {
  return `(CASE WHEN ${isNoName(text)} THEN NULL ELSE ${text} END)`;
}
