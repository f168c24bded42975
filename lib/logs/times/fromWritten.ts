import { fromParts } from './fromParts.js';
import { type Parts, partsOf } from './partsOf.js';
import { WRITTEN, WRITTEN_GROUPS } from './writtenPattern.js';

/** Separators of day, month and year if all three are numbers. Each separator has its own order. */
export const SEPARATORS = ['/', '.', '-'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** The parts of a written time, as SQL. */
export type WrittenParts = Parts<(typeof WRITTEN_GROUPS)[number]>;

/** SQL over the parts of a written time. */
export function writtenParts(text: string, body: (parts: WrittenParts) => string): string {
  return partsOf(text, WRITTEN, WRITTEN_GROUPS, 'written', body);
}

/**
 * Microseconds since 1970-01-01 UTC from the parts of a written time, as SQL; NULL if it is none. Years have
 * four digits: in 01/02/03 nobody knows which is which.
 *
 * @param dayFirst the separators after which the month comes second: 21/3/2026
 */
export function fromWritten(parts: WrittenParts, dayFirst: readonly Separator[]): string {
  const { first, other, separator, separator2 } = parts;
  const isDayFirst =
    dayFirst.length === 0
      ? 'false'
      : `list_contains([${dayFirst.map((each) => `'${each}'`).join(', ')}], ${separator})`;
  const numbered = (ifDayFirst: string, otherwise: string) =>
    `CASE WHEN ${isDayFirst} THEN ${ifDayFirst} ELSE ${otherwise} END`;
  const named = `${parts.month1} || ${parts.month2}`;
  const monthNumber = `(instr('janfebmaraprmayjunjulaugsepoctnovdec', lower(left(${named}, 3))) + 2) // 3`;
  const isNamed = `${separator} = ''`;
  const time = fromParts({
    ...parts,
    // Two years in one text make one of eight digits, which is invalid.
    year: `(${parts.year1} || ${parts.year2} || ${parts.year3} || ${parts.year4})`,
    month: `CASE WHEN ${isNamed} THEN (${monthNumber})::VARCHAR ELSE ${numbered(other, first)} END`,
    day: `CASE WHEN ${isNamed} THEN ${parts.day1} || ${parts.day2} ELSE ${numbered(first, other)} END`,
  });
  return `CASE WHEN ${separator} = ${separator2} THEN ${time} END`;
}
