/** Names of up to this many characters are never broken. */
const SHORT = 12;
/** A place after separators, except those at the beginning of a name. */
const SEAM = /(?<=[^\s/\\:.@\-_][/\\:.@\-_]+)(?=[^/\\:.@\-_])/;

/** Splits a text where it may be broken: after the separators of longer names. Blanks are kept. */
export function pieces(text: string): string[] {
  const parts = [''];
  for (const word of text.split(/(?<=\s)(?=\S)/)) {
    const [first, ...others] = word.trimEnd().length > SHORT ? word.split(SEAM) : [word];
    parts[parts.length - 1] += first;
    parts.push(...others);
  }
  return parts;
}
