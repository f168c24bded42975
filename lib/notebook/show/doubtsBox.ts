import { escapeHtml } from '../../base/text/escapeHtml.js';
import { visibleText } from '../../base/text/visibleText.js';
import type { Doubt } from '../../evaluate/trust/doubts/Doubt.js';
import { boxHtml, WARNING } from './boxHtml.js';
import { displayUntil } from './display.js';

/** A place in a notebook for the doubts about a model, which is filled once they are known. */
export interface DoubtsBox {
  /** Shows the doubts there, or says that there are none. */
  tell(doubts: readonly Doubt[]): void;
}

/**
 * Keeps a place for the verdict on a model at the beginning of a report, where it is read first.
 *
 * @example
 * const verdict = doubtsBox();
 * // ... many cells later
 * verdict.tell(checkTrust({ model, report }));
 */
export function doubtsBox(): DoubtsBox {
  const replace = displayUntil(
    bundle('At the end of the run, this box says whether to trust the model.', []),
  );
  return { tell: (doubts) => replace(bundle(titleOf(doubts.length), doubts)) };
}

function titleOf(count: number): string {
  if (count === 0) return 'Nothing was found that speaks against trusting the model here.';
  return `${count === 1 ? 'One thing speaks' : `${count} things speak`} against trusting the model here:`;
}

/** What speaks against a model, in lines without invisible characters. */
export function doubtsText(doubts: readonly Doubt[]): string {
  return textOf(titleOf(doubts.length), doubts);
}

function textOf(title: string, doubts: readonly Doubt[]): string {
  return [title, ...doubts.map(({ doubt, advice }) => `- ${visibleText(doubt)} ${visibleText(advice)}`)].join(
    '\n',
  );
}

function bundle(title: string, doubts: readonly Doubt[]): Record<string, string> {
  const colour = doubts.length === 0 ? '#818181' : WARNING;
  // Doubts name accounts and files.
  const shown = doubts.map(({ doubt, advice }) => [visibleText(doubt), visibleText(advice)]);
  const items = shown.map(([doubt, advice]) => `<li>${escapeHtml(doubt)} <i>${escapeHtml(advice)}</i></li>`);
  const list = items.length > 0 ? `<ul style="margin:4px 0">${items.join('')}</ul>` : '';
  return {
    'text/html': boxHtml({ role: 'status', colour, maxWidth: '46em' }, `<b>${escapeHtml(title)}</b>${list}`),
    'text/plain': textOf(title, doubts),
  };
}
