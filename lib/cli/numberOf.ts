import { visibleText } from '../base/text/visibleText.js';
import type { Values } from './Command.js';

/** The number of an option; undefined if the option isn't given. */
export function numberOf(values: Values, name: string): number | undefined {
  const text = values[name];
  if (typeof text !== 'string') return undefined;
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw new RangeError(`Expected --${name} to be a number, got ${visibleText(text)}`);
}
