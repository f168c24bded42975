/**
 * HTML whose dates stay on one line: browsers break them behind their hyphens. Of a date within a longer name
 * nothing is changed.
 *
 * @param html text as HTML, without attributes that hold a date
 */
export function wholeDates(html: string): string {
  return html.replace(
    /(?<![^\s(])\d{4}-\d{2}-\d{2}(?![^\s.,;:)])/g,
    '<span style="white-space:nowrap">$&</span>',
  );
}
