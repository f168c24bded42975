import { visibleText } from '../../base/text/visibleText.js';
import { quoted } from '../client/relation.js';
import type { SparkField } from '../client/schema.js';

/** SQL about a column of days, as `readDays` reads them. */
interface DaySql {
  /** Days since 1970-01-01, in UTC; null if there is none, or if a text isn't a day. */
  day: string;
  isMissing: string;
}

/**
 * ISO text, as `readDays` reads it: a day, or a time that begins with one and may have an offset from UTC.
 */
const TIME = String.raw`((2[0-3]|[01]\d):[0-5]\d(:[0-5]\d([.,]\d+)?)?|24:00(:00([.,]0+)?)?)`;
const OFFSET = String.raw`([+-])(2[0-3]|[01]\d)(:?([0-5]\d))?`;
/** Where an offset may begin, counted from 1: after the minutes. */
const AFTER_MINUTES = 17;
const DAY = String.raw`(?i)^\d{4}-\d{2}-\d{2}(z|[t ]${TIME}(z|${OFFSET})?)?\z`;
const DAY_MINUTES = 1440;

/**
 * How a column of `g` is read as days.
 *
 * @throws TypeError if it has another type
 */
export function daySql({ name, type }: SparkField): DaySql {
  const column = `g.${quoted(name)}`;
  const isMissing = `${column} IS NULL`;
  switch (type) {
    case 'date':
      return { day: `unix_date(${column})`, isMissing };
    case 'timestamp':
      return { day: `floor(unix_seconds(${column}) / 86400)`, isMissing };
    case 'timestamp_ntz':
      return { day: `unix_date(CAST(${column} AS DATE))`, isMissing };
    case 'void':
      return { day: 'CAST(NULL AS INT)', isMissing };
  }
  if (!/^(string|var_?char.*|char.*)$/i.test(type)) {
    throw new TypeError(
      `Expected column ${visibleText(name)} to hold days (dates, timestamps or ISO text), got ${visibleText(type)}`,
    );
  }
  const text = `CAST(${column} AS STRING)`;
  return { day: dayOfText(text), isMissing: `(${column} IS NULL OR ${text} = '')` };
}

/** Spark itself reads fewer forms of offsets, and not 24:00. */
function dayOfText(text: string): string {
  const number = (from: string) => `coalesce(TRY_CAST(${from} AS INT), 0)`;
  const offset = (group: number) =>
    `regexp_extract(substr(${text}, ${AFTER_MINUTES}), r'${OFFSET}$', ${group})`;
  const ahead = `(60 * ${number(offset(2))} + ${number(offset(4))})`;
  const minutes = [
    `${DAY_MINUTES} * unix_date(TRY_CAST(substr(${text}, 1, 10) AS DATE))`,
    `60 * ${number(`substr(${text}, 12, 2)`)} + ${number(`substr(${text}, 15, 2)`)}`,
    `if(${offset(1)} = '-', ${ahead}, -${ahead})`,
  ];
  return `CASE WHEN ${text} RLIKE r'${DAY}' THEN floor((${minutes.join(' + ')}) / ${DAY_MINUTES}) END`;
}
