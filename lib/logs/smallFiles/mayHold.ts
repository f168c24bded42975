import type { KeptLetters } from '../profiles/keptLetters.js';

/** How names appear in the text; undefined if that isn't known. */
export type Written = Partial<Record<'user' | 'res', KeptLetters>>;

/** What an access is named. */
interface Pair {
  user: string;
  res: string;
}

/** JSON may write any character as its number; these are the ones that are searched for. */
const ESCAPED = /\\u00(?:2[0de]|3[0-9a]|4|5[0-9af]|6[1-9a-f]|7[0-9a])/i;

/** A number may be written in several ways. */
const LIKE_NUMBER = /^[-+]?[\d.]*e?[-+]?\d*$/i;

const SHORTEST = 3;

/** Looking for more of them takes longer than reading all rows. */
const MOST_PAIRS = 200;

/**
 * Whether a text may hold a row of one of the pairs, by the parts of their names that have to be in it: a
 * quick check that avoids reading all others. Undefined if one of the pairs may be anywhere.
 */
export function mayHold(pairs: readonly Pair[], written: Written): ((text: string) => boolean) | undefined {
  if (pairs.length > MOST_PAIRS) return undefined;
  const all = pairs.map(({ user, res }) => [...partsOf(user, written.user), ...partsOf(res, written.res)]);
  if (all.length === 0 || all.some((parts) => parts.length === 0)) return undefined;
  const anyCase = Boolean(written.user?.anyCase || written.res?.anyCase);
  const distinct = new Map(all.map((parts) => [parts.join('\n'), parts]));
  const wanted = [...distinct.values()].map((parts) =>
    anyCase ? parts.map((each) => each.toLowerCase()) : parts,
  );
  // Names mostly differ at their ends, so the last part is the rarest.
  const rarest = new Set(wanted.map((parts) => parts[0]));
  const any = new RegExp(
    [...rarest].map((part) => part.replace(/[.]/g, '\\.')).join('|'),
    anyCase ? 'i' : '',
  );
  return (text) => {
    // Letters beyond ASCII may be another letter's upper or lower case.
    if (anyCase && /[^\0-\x7f]/.test(text)) return true;
    if (any.test(text)) {
      const cased = anyCase ? text.toLowerCase() : text;
      if (wanted.some((parts) => parts.every((part) => cased.includes(part)))) return true;
    }
    return ESCAPED.test(text);
  };
}

/** The parts of a name that the text contains as they are, the last one first. */
function partsOf(name: string, written: KeptLetters | undefined): string[] {
  if (written === undefined) return [];
  const { breaks } = written;
  const isPart = (character: string) => /[\w.:@ -]/.test(character) && !breaks.includes(character);
  const parts = Array.from(name, (character) => (isPart(character) ? character : '\n'))
    .join('')
    .split('\n')
    .map((part) => part.trim());
  return parts.filter((part) => part.length >= SHORTEST && !LIKE_NUMBER.test(part)).reverse();
}
