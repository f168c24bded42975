import { sqlText } from '../../sql/sqlText.js';
import { computedOnce } from './computedOnce.js';

/**
 * Microseconds since 1970-01-01 UTC from text, as SQL, by the first of strptime's formats that reads it; else
 * NULL. Without an offset the time is in UTC.
 */
export function microsecondsBy(formats: readonly string[], text: string): string {
  return computedOnce(text, 'time_text', (time) => {
    const parsed = formats.map((format) => `epoch_us(try_strptime(${time}, ${sqlText(format)}))`);
    return `coalesce(${parsed.join(', ')})`;
  });
}
