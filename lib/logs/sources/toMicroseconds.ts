/**
 * Microseconds since 1970-01-01 UTC from text, as SQL; NULL where it is of none of the formats (DuckDB's strptime; without an
 * offset: in UTC).
 */
export function microsecondsBy(formats: readonly string[], text: string): string {
  const parsed = formats.map(
    (format) => `epoch_us(try_strptime(${text}, '${format.replaceAll("'", "''")}'))`,
  );
  return `coalesce(${parsed.join(', ')})`;
}

/**
 * Microseconds since 1970-01-01 UTC from text, as SQL; NULL where it is no time: ISO 8601 (without an offset: in UTC), a
 * number since 1970 in seconds, milliseconds, microseconds or nanoseconds, by its size, or Windows PowerShell's
 * `/Date(milliseconds)/`.
 */
export function toMicroseconds(text: string): string {
  const number = `TRY_CAST(coalesce(nullif(regexp_extract(${text}, '^/Date\\((-?\\d+)\\)/$', 1), ''), ${text}) AS DOUBLE)`;
  return `CASE
    WHEN regexp_full_match(${text}, '-?\\d+(\\.\\d+)?|/Date\\(-?\\d+\\)/') THEN CAST(round(${number} * CASE
      WHEN abs(${number}) < 1e11 THEN 1e6 WHEN abs(${number}) < 1e14 THEN 1e3 WHEN abs(${number}) < 1e17 THEN 1 ELSE 1e-3 END) AS BIGINT)
    ELSE epoch_us(TRY_CAST(${text} AS TIMESTAMPTZ)) END`;
}
