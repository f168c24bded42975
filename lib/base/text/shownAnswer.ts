import { maskSecrets } from './maskSecrets.js';
import { visibleLine } from './visibleText.js';

/** How many characters of an answer are read. */
const LONGEST_READ = 20_000;

/**
 * A service's answer, for an error: on one line, without secrets, with invisible characters escaped.
 *
 * @param longest how many characters are shown
 */
export function shownAnswer(answer: string, secrets: Iterable<string>, longest: number): string {
  const masked = maskSecrets(answer.slice(0, LONGEST_READ), secrets);
  const line = visibleLine(masked.replace(/\s+/g, ' ').trim());
  return line.length > longest ? `${line.slice(0, longest)}...` : line;
}
