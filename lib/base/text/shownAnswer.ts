import { maskSecrets } from './maskSecrets.js';
import { visibleLine } from './visibleText.js';

/** More of an answer isn't read, in characters. */
const LONGEST_READ = 20_000;

/**
 * What a service answered, for an error: on one line, without secrets, with nothing that can't be seen.
 *
 * @param longest characters that are shown
 */
export function shownAnswer(answer: string, secrets: Iterable<string>, longest: number): string {
  const masked = maskSecrets(answer.slice(0, LONGEST_READ), secrets);
  const line = visibleLine(masked.replace(/\s+/g, ' ').trim());
  return line.length > longest ? `${line.slice(0, longest)}...` : line;
}
