import { type Decision, decisionsIn, isOnSame } from '../Decision.js';
import type { Page } from '../Page.js';

export function decisionsOf(model: Page): readonly Decision[] {
  return model.get('decisions');
}

/** Adds a decision, which replaces an earlier one on the same accesses. */
export function decide(model: Page, decision: Decision): void {
  const others = decisionsOf(model).filter((other) => !isOnSame(other, decision));
  model.set('decisions', [...others, decision]);
  model.save_changes();
}

/** Takes a decision back. */
export function undecide(model: Page, target: Pick<Decision, 'tenant' | 'user' | 'res'>): void {
  model.set(
    'decisions',
    decisionsOf(model).filter((other) => !isOnSame(other, target)),
  );
  model.save_changes();
}

/** Takes all decisions back. */
export function undecideAll(model: Page): void {
  model.set('decisions', []);
  model.save_changes();
}

export function onDecisions(model: Page, listener: () => void): () => void {
  model.on('change:decisions', listener);
  return () => model.off('change:decisions', listener);
}

const remembering = new WeakMap<Page, () => void>();

/**
 * Keeps decisions when the page is loaded again, if the browser lets a page store something. If a cell ran
 * again and replaced the alerts, the decisions on the earlier alerts are put away.
 *
 * @param id the id of the alerts
 */
export function rememberDecisions(model: Page, id: string): void {
  remembering.get(model)?.();
  const key = `access-anomaly:${id}`;
  model.set('decisions', decisionsIn(kept(key)));
  const stop = onDecisions(model, () => keep(key, JSON.stringify(decisionsOf(model))));
  // The same report may be open twice.
  const hear = (event: StorageEvent) => {
    if (event.key === key) model.set('decisions', decisionsIn(event.newValue));
  };
  window.addEventListener('storage', hear);
  remembering.set(model, () => {
    stop();
    window.removeEventListener('storage', hear);
  });
}

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // A page that may not store anything can still save and copy decisions.
    return null;
  }
}

function keep(key: string, text: string) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // The browser's storage is full, or not allowed.
  }
}
