/** A text as a cell of CSV in quotes. */
export function quotedCell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
