/**
 * The day of a time in UTC: '2026-03-29'.
 *
 * @param time milliseconds since 1970 UTC
 */
export function isoDay(time: number): string {
  const text = new Date(time).toISOString();
  return text.slice(0, text.indexOf('T'));
}
