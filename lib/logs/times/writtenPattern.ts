import { HALF_DAY, OFFSET, SPACE } from './patterns.js';

const DAY_NAME = `(?:((?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]?)${SPACE}+)?`;

const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|' +
  'oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const MONTH = `(${MONTHS})[.,]?`;

/** 3/21/2026, 21.03.2026 */
const NUMBERS = '(\\d{1,2})([/.-])(\\d{1,2})([/.-])(\\d{4})';
/** 21 Mar 2026, 21/Mar/2026, 21. March 2026 */
const DAY_MONTH = `(\\d{1,2})(\\.?${SPACE}|[/.-])${SPACE}*${MONTH}(?:[/.-]|${SPACE})${SPACE}*(\\d{4})`;
/** Mar 21, 2026, and Sat Mar 21 10:38:57 2026, whose year comes last. */
const MONTH_DAY = `${MONTH}${SPACE}+(\\d{1,2})(?:(,?)${SPACE}+(\\d{4}))?`;

const GAP = `(,?${SPACE}*@${SPACE}*|,?${SPACE}+at${SPACE}+|,?${SPACE}+|:|T)`;
const CLOCK = `(\\d{1,2})([:.])(\\d{1,2})(?:[:.](\\d{1,2})(?:[.,:](\\d+))?)?${HALF_DAY}`;

/** JavaScript adds `(Coordinated Universal Time)`. */
const ZONE_NAME = `(?:${SPACE}*\\([^()]*\\))?`;

/** The groups of `WRITTEN`, in order. */
export const WRITTEN_GROUPS = [
  ...(['dayName', 'first', 'separator', 'other', 'separator2', 'year1'] as const),
  ...(['day1', 'dayGap', 'month1', 'year2', 'month2', 'day2', 'comma', 'year3'] as const),
  ...(['gap', 'hour', 'colon', 'minute', 'second', 'fraction', 'half', 'zone', 'offset', 'year4'] as const),
];

/**
 * Dates and times as people and tools write them, whose year doesn't come first: the day in one of three
 * forms, then perhaps a time of day, an offset, and a year if the day has none. Apache puts all of it in
 * brackets.
 */
export const WRITTEN =
  `(?i)^[\\s\\pZ\\[]*${DAY_NAME}(?:${NUMBERS}|${DAY_MONTH}|${MONTH_DAY})(?:${GAP}${CLOCK})?(${OFFSET})` +
  `(?:${SPACE}+(\\d{4}))?${ZONE_NAME}[\\s\\pZ\\]]*$`;
