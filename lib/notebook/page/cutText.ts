/** A text of this many words is a sentence: it wraps, is never cut, and may be longer than a name. */
const SENTENCE_WORDS = 6;

/** Cells of several words that are longer than this wrap at this width, in characters. */
export const PROSE_WIDTH = 20;

/** The least width at which sentences wrap, in characters. */
export const SENTENCE_WIDTH = 28;

export function isSentence(text: string): boolean {
  return text.split(/\s+/, SENTENCE_WORDS).length === SENTENCE_WORDS;
}

/**
 * The beginning and the end of a name whose middle has no room; null if each of its words has room.
 *
 * @param width how many characters have room
 */
export function cutText(name: string, width: number): [start: string, end: string] | null {
  const words = name.split(/\s+/);
  const widest = words.length > 1 ? Math.max(width, PROSE_WIDTH) : width;
  if (words.every((word) => [...word].length <= widest)) return null;
  const characters = [...name];
  const tail = Math.floor(width / 2);
  return [characters.slice(0, -tail).join(''), characters.slice(-tail).join('')];
}
