/** A shorter name is never broken. In characters. */
const SHORT = 12;
/** Between separators and what comes after them, but not those that a name begins with. */
const SEAM = /(?<=[^\s/\\:.@\-_][/\\:.@\-_]+)(?=[^/\\:.@\-_])/;

/** A text in parts between which it may be broken: longer names behind their separators. Blanks stay. */
export function pieces(text: string): string[] {
  const parts = [''];
  for (const word of text.split(/(?<=\s)(?=\S)/)) {
    const [first, ...others] = word.trimEnd().length > SHORT ? word.split(SEAM) : [word];
    parts[parts.length - 1] += first;
    parts.push(...others);
  }
  return parts;
}
