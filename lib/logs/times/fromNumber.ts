import { computedOnce } from './computedOnce.js';
import { SPACE } from './patterns.js';

const NUMBER = `(?i)^${SPACE}*([+-]?\\d+(?:\\.\\d*)?(?:e[+-]?\\d{1,3})?)${SPACE}*$`;

/** Milliseconds in Windows PowerShell's JSON; the offset only says where they were written. */
const POWER_SHELL = `^${SPACE}*\\\\?/Date\\((-?\\d{1,15})(?:[+-]\\d{4})?\\)\\\\?/${SPACE}*$`;

/** The whole numbers in nearly all logs: from 2001 and later, in one of the four units. */
const USUAL = '[1-9]\\d{9}|[1-9]\\d{12}|[1-9]\\d{15}|1\\d{18}';

/** Seconds or milliseconds with decimals. */
const USUAL_DECIMAL = '[1-9]\\d{9}(?:\\d{3})?\\.\\d+';

/** Branches of a CASE that read most numbers like `fromNumber`, in a fraction of the time. */
export function usualNumbers(text: string): string {
  const whole = `TRY_CAST(${text} AS BIGINT)`;
  const decimal = `TRY_CAST(${text} AS DOUBLE)`;
  return `WHEN regexp_full_match(${text}, '${USUAL}') THEN CASE strlen(${text}) WHEN 10 THEN ${whole} * 1000000
      WHEN 13 THEN ${whole} * 1000 WHEN 16 THEN ${whole} ELSE ${whole} // 1000 END
    WHEN regexp_full_match(${text}, '${USUAL_DECIMAL}')
    THEN CAST(round(${decimal} * CASE WHEN ${text} LIKE '__________.%' THEN 1e6 ELSE 1e3 END) AS BIGINT)`;
}

/**
 * Microseconds since 1970-01-01 UTC from a number of seconds (below 1e11), milliseconds (below 1e14),
 * microseconds (below 1e17) or else nanoseconds, as SQL; NULL if it is none, or 64 bits can't hold it. It may
 * have decimals or an exponent, and is rounded to the microsecond, which a float written in decimals needs;
 * only nanoseconds are cut off, as in ISO 8601.
 */
export function fromNumber(text: string): string {
  return computedOnce(`regexp_extract(${text}, '${NUMBER}', 1)`, 'number', (number) => {
    const float = `TRY_CAST(${number} AS DOUBLE)`;
    return `CASE WHEN abs(${float}) < 1e11 THEN CAST(round(${float} * 1e6) AS BIGINT)
      WHEN abs(${float}) < 1e14 THEN CAST(round(${float} * 1e3) AS BIGINT)
      WHEN abs(${float}) < 1e17 THEN TRY_CAST(${number} AS BIGINT)
      ELSE coalesce(TRY_CAST(${number} AS BIGINT) // 1000, TRY_CAST(trunc(${float} / 1e3) AS BIGINT)) END`;
  });
}

/** Microseconds since 1970-01-01 UTC from `/Date(1436368907000)/`, as SQL; NULL if it is none. */
export function fromPowerShell(text: string): string {
  return `TRY_CAST(regexp_extract(${text}, '${POWER_SHELL}', 1) AS BIGINT) * 1000`;
}
