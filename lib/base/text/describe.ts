import { visibleText } from './visibleText.js';

/** How many characters of a text are shown. */
const LONGEST = 100;

/** An unexpected value in a few words, for errors; texts are in quotes, so that "5" is not 5. */
export function describe(value: unknown): string {
  if (typeof value === 'string') {
    const shown = value.length > LONGEST ? `${value.slice(0, LONGEST)}...` : value;
    return `"${visibleText(shown)}"`;
  }
  if (typeof value === 'function') return 'a function';
  if (value === null || typeof value !== 'object') return visibleText(String(value));
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Date && Number.isNaN(value.getTime())) return 'an invalid Date';
  const kind = value.constructor?.name ?? 'Object';
  return kind === 'Object' ? 'an object' : kind;
}
