import { fromParts } from './fromParts.js';
import { partsOf } from './partsOf.js';
import { WRITTEN, WRITTEN_GROUPS } from './writtenPattern.js';

/** What stands between day, month and year where all three are numbers. Each has an order of its own. */
export const SEPARATORS = ['/', '.', '-'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** SQL over the parts of a written time, of which `body` gets the name. */
export function writtenParts(text: string, body: (parts: string) => string): string {
  return partsOf(text, WRITTEN, WRITTEN_GROUPS, 'written', body);
}

/**
 * Microseconds since 1970-01-01 UTC from the parts of a written time, as SQL; NULL where it is none. Years
 * have four digits: of 01/02/03 nobody knows which is which.
 *
 * @param dayFirst the separators after which the month comes second: 21/3/2026
 */
export function fromWritten(parts: string, dayFirst: readonly Separator[]): string {
  const part = (name: string) => `${parts}.${name}`;
  const isDayFirst =
    dayFirst.length > 0
      ? `list_contains([${dayFirst.map((sep) => `'${sep}'`).join(', ')}], ${part('sep')})`
      : 'false';
  const numbered = (ifDayFirst: string, otherwise: string) =>
    `CASE WHEN ${isDayFirst} THEN ${part(ifDayFirst)} ELSE ${part(otherwise)} END`;
  const named = `${part('mon')} || ${part('mon2')}`;
  const monthNumber = `(instr('janfebmaraprmayjunjulaugsepoctnovdec', lower(left(${named}, 3))) + 2) // 3`;
  const isNamed = `${part('sep')} = ''`;
  const time = fromParts({
    // Two years in one text make one of eight digits, which is none.
    year: `(${part('y')} || ${part('y1')} || ${part('y2')} || ${part('y3')})`,
    month: `CASE WHEN ${isNamed} THEN (${monthNumber})::VARCHAR ELSE ${numbered('second', 'first')} END`,
    day: `CASE WHEN ${isNamed} THEN ${part('d')} || ${part('d2')} ELSE ${numbered('first', 'second')} END`,
    hour: part('h'),
    minute: part('mi'),
    second: part('s'),
    fraction: part('f'),
    half: part('p'),
    offset: part('z'),
  });
  return `CASE WHEN ${part('sep')} = ${part('sep2')} THEN ${time} END`;
}
