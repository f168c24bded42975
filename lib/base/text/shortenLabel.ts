/**
 * Cuts the middle out of a long name: its beginning and its end often tell paths apart.
 *
 * @param maxLength in code points, at least 3
 * @example
 * shortenLabel('//server/share/2026/report.xlsx', 15) // '//serve…rt.xlsx'
 */
export function shortenLabel(name: string, maxLength: number): string {
  const characters = [...name];
  if (characters.length <= maxLength) return name;
  const head = Math.ceil((maxLength - 1) / 2);
  const tail = maxLength - 1 - head;
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - tail).join('')}`;
}
