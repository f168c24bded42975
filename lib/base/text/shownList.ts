import { grouped } from './grouped.js';
import { visibleText } from './visibleText.js';

/** How many are named. */
const MOST_NAMED = 3;

/**
 * The first of some names, and how many more there are, for errors.
 *
 * @example
 * shownList(['a.csv', 'b.csv', 'c.csv', 'd.csv', 'e.csv']) // 'a.csv, b.csv, c.csv and 2 more'
 */
export function shownList(names: readonly string[], show: (name: string) => string = visibleText): string {
  const more = names.length - MOST_NAMED;
  const named = names.slice(0, MOST_NAMED).map(show).join(', ');
  return more > 0 ? `${named} and ${grouped(more)} more` : named;
}
