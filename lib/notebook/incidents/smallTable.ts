import { nameHtml } from './nameHtml.js';

/** The style of a cell with text. */
export const CELL = 'padding:2px 10px 2px 0;text-align:left;vertical-align:top';

/** A table without lines of its own, as it stands below a story. @param rows each a <tr> as HTML */
export function smallTable(heads: readonly string[], rows: readonly string[]): string {
  const style = `${CELL};opacity:.75;font-weight:normal`;
  const head = heads.map((name) => `<th scope="col" style="${style}">${nameHtml(name)}</th>`).join('');
  return `<table style="border-collapse:collapse;font-size:.92em;margin:4px 0"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
