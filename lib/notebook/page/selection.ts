import type { Page } from './Page.js';
import { isSame, type Selected } from './Selected.js';

export function selectionOf(model: Page): Selected | null {
  return model.get('selection');
}

/** Changes the selection; null clears it. Nothing happens if it is already selected. */
export function select(model: Page, selection: Selected | null): void {
  if (selection !== null && isSame(selection, selectionOf(model))) return;
  model.set('selection', selection);
  model.save_changes();
}

export function onSelection(model: Page, listener: () => void): () => void {
  model.on('change:selection', listener);
  return () => model.off('change:selection', listener);
}
