import { sqlText } from '../../sql/sqlText.js';
import { computedOnce } from './computedOnce.js';

/**
 * Microseconds since 1970-01-01 UTC from text, as SQL; NULL where it is of none of the formats. The first
 * that reads it counts.
 *
 * @param formats DuckDB's, as for strptime; without an offset in UTC
 * @param text SQL for a text
 */
export function microsecondsBy(formats: readonly string[], text: string): string {
  return computedOnce(text, 'time_text', (time) => {
    const parsed = formats.map((format) => `epoch_us(try_strptime(${time}, ${sqlText(format)}))`);
    return `coalesce(${parsed.join(', ')})`;
  });
}
