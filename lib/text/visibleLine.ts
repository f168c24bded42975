import { escapeOf, markSpaces, UNSEEN } from './visibleText.js';

/** As `visibleText`, for a text that may hold what that has written: nothing changes that can be seen already. */
export function visibleLine(text: string): string {
  return markSpaces(text.replace(UNSEEN, escapeOf));
}
