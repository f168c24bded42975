/** Whether a text is a day of the calendar: JavaScript takes 2026-02-30 for the 2nd of March. */
export function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
