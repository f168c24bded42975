/**
 * HTML whose dates stay on one line. Browsers would break them after their hyphens. A date within a longer
 * name is not changed.
 *
 * @param html HTML whose attributes hold no dates
 */
export function wholeDates(html: string): string {
  return html.replace(
    /(?<![^\s(])\d{4}-\d{2}-\d{2}(?![^\s.,;:)])/g,
    '<span style="white-space:nowrap">$&</span>',
  );
}
