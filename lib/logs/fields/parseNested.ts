import type { Json } from './json.js';

/** The object or list that a text holds as JSON; undefined if it holds none. */
export function parseNested(text: string): Exclude<Json, null | string> | undefined {
  // Most texts hold none, which their first character shows.
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
