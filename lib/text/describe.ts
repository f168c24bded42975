import { visibleText } from './visibleText.js';

/** A value that was not expected, in a few words, for errors. */
export function describe(value: unknown): string {
  if (value === null || typeof value !== 'object') return visibleText(String(value));
  return value.constructor?.name ?? 'an object';
}
