import type { Json } from './json.js';

/** The object or list that a text is as JSON; undefined where it is none. */
export function parseNested(text: string): Exclude<Json, null | string> | undefined {
  // Most texts are none, which their first character shows.
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
