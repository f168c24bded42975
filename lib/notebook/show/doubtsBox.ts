import { escapeHtml } from '../../base/text/escapeHtml.js';
import { visibleText } from '../../base/text/visibleText.js';
import type { Doubt } from '../../evaluate/trust/doubts/Doubt.js';
import { boxHtml, WARNING } from './boxHtml.js';
import { displayUntil } from './display.js';

/** A place in a notebook for what is to be said of a model, filled in once it is known. */
export interface DoubtsBox {
  /** Says the doubts there, or that there are none. */
  tell(doubts: readonly Doubt[]): void;
}

/**
 * Keeps a place for the verdict on a model, at the head of a report, where it is read first.
 *
 * @example
 * const verdict = doubtsBox();
 * // ... many cells later
 * verdict.tell(checkTrust({ model, report }));
 */
export function doubtsBox(): DoubtsBox {
  const replace = displayUntil(bundle('Whether to trust this is said here at the end of the run.', []));
  return { tell: (doubts) => replace(bundle(titleOf(doubts.length), doubts)) };
}

function titleOf(count: number): string {
  if (count === 0) return 'Nothing was found that speaks against trusting the model here.';
  return `${count === 1 ? 'One thing speaks' : `${count} things speak`} against trusting the model here:`;
}

/** What speaks against a model, in lines: nothing unseen is in them. */
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
