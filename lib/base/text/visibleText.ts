/**
 * Characters that are invisible or look like a space: control and format characters (zero width,
 * bidirectional, tags), unassigned and private ones (all drawn as one box), halves of surrogate pairs, all
 * spaces but the common one, and letters and marks that are drawn blank.
 */
const UNSEEN =
  /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800\ufffc\u{1d159}]/gu;

/** Whether a text has a character that is invisible or looks like a space. */
export function hasUnseen(text: string): boolean {
  return text.search(UNSEEN) >= 0;
}

/** Spaces at an end or in a row. */
const SPACES = /^ +| +$| {2,}/g;

/** Text that looks like one of the escapes and marks written here. */
const ALIKE = /\\(?=u(?:[0-9a-f]{4}|\{[0-9a-f]+\}))|␠/gi;

/** Most names are words of these characters, with nothing to show. */
const PLAIN = /^(?:[!-[\]-~]+(?: [!-[\]-~]+)*)?$/;

/**
 * A text on one line without invisible characters. Different texts look different, and none controls a
 * terminal: invisible characters become escapes, and spaces at the ends or in a row become `␠`. Apply it
 * once.
 *
 * Emoji joined from several are taken apart, too: their joiner is such a character. Letters that only
 * resemble each other (Latin and Cyrillic a, composed and decomposed é) stay.
 *
 * @example
 * visibleText('ad\u200bmin ') // 'ad\\u200bmin␠'
 */
export function visibleText(text: string): string {
  if (PLAIN.test(text)) return text;
  return markSpaces(text.replace(ALIKE, escapeOf).replace(UNSEEN, escapeOf));
}

/** Like `visibleText`, for a text that may hold its results: visible characters don't change. */
export function visibleLine(text: string): string {
  return markSpaces(text.replace(UNSEEN, escapeOf));
}

/** Like `visibleLine`, for a text of several lines, whose spaces stay as they are. */
export function visibleLines(text: string): string {
  return text.replace(UNSEEN, (character) => (character === '\n' ? character : escapeOf(character)));
}

/** Spaces at an end or in a row, shown. */
function markSpaces(text: string): string {
  return text.replace(SPACES, (spaces) => '␠'.repeat(spaces.length));
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
