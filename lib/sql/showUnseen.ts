import { visibleLines } from '../base/text/visibleText.js';

/**
 * Shows invisible characters in the messages of an error and its causes: DuckDB quotes queries and values.
 */
export function showUnseen(error: unknown): void {
  for (let each = error; each instanceof Error; each = each.cause) {
    const { message } = each;
    const shown = visibleLines(message);
    if (shown === message) continue;
    each.stack = each.stack?.replace(message, () => shown);
    each.message = shown;
  }
}
