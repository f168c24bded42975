/** Shorter secrets, in characters, would be found in other words. */
const SHORTEST = 4;
/**
 * Values of settings that are named like a secret but aren't: they would be found in every other sentence.
 */
const WORDS = /^(true|false|null|none)$/i;

/**
 * The values that may be secrets, each once: with 4 characters or more, and not `true`, `false`, `null` or
 * `none`.
 */
export function worthMasking(values: Iterable<string | null | undefined>): string[] {
  const isWorth = (value: string | null | undefined) =>
    typeof value === 'string' && value.length >= SHORTEST && !WORDS.test(value);
  return [...new Set(values)].filter(isWorth) as string[];
}
