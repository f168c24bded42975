/** The group of a regular expression that is meant: its first one, or 0, the whole match, if it has none. */
export function groupOf(pattern: string): 0 | 1 {
  const bare = pattern.replace(
    /\\Q[\s\S]*?(?:\\E|$)|\\[\s\S]|\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]])*\]/g,
    '',
  );
  return /\((?!\?)|\(\?P?<[^=!]/.test(bare) ? 1 : 0;
}

/** What RE2 leaves out to keep its time bounded: looking ahead or behind, and matching a group again. */
const NOT_IN_RE2 = /\(\?(?:[=!]|<[=!]|>)|\\[1-9]/;

/** Why a regular expression is invalid, or undefined. JavaScript checks what is written the same in both. */
export function faultOfPattern(pattern: string): string | undefined {
  const bare = pattern.replace(/\\[^1-9]/g, '');
  if (NOT_IN_RE2.test(bare)) return 'RE2 has no (?=, (?!, (?<=, (?<! and no \\1';
  try {
    new RegExp(
      pattern
        .replace(/\(\?[imsU-]+(?=[:)])/g, '(?')
        .replace(/\(\?\)/g, '')
        .replace(/\(\?P</g, '(?<'),
    );
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: (?:\/.*\/\w*: )?/s, '');
  }
}
