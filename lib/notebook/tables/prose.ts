/** So many words are a sentence: it wraps, is never cut, and may be longer than a name. */
export const SENTENCE_WORDS = 6;

/** Cells of several words that are longer than this wrap at this width, in characters. */
export const PROSE_WIDTH = 20;

export function isSentence(text: string): boolean {
  return text.split(/\s+/, SENTENCE_WORDS).length === SENTENCE_WORDS;
}
