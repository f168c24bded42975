/** Shorter ones would be found in other words, in characters. */
const SHORTEST = 4;
/** What a setting says that is called a token's, and is none: it would be found in every other sentence. */
const WORDS = /^(true|false|null|none)$/i;

/** Which of some values may be secrets, each once: 4 characters or more, and no `true` or the like. */
export function worthMasking(values: Iterable<string | null | undefined>): string[] {
  const isWorth = (value: string | null | undefined) =>
    typeof value === 'string' && value.length >= SHORTEST && !WORDS.test(value);
  return [...new Set(values)].filter(isWorth) as string[];
}
