import { type Decision, decisionsIn, isOnSame } from '../Decision.js';
import type { Model } from '../Model.js';

const KEY = 'decisions';

export function decisionsOf(model: Model): readonly Decision[] {
  return (model.get(KEY) as readonly Decision[] | undefined) ?? [];
}

/** Decides, in the place of what was decided on the same accesses before. */
export function decide(model: Model, decision: Decision): void {
  const others = decisionsOf(model).filter((other) => !isOnSame(other, decision));
  model.set(KEY, [...others, decision]);
  model.save_changes();
}

/** Takes a decision back. */
export function undecide(model: Model, target: Pick<Decision, 'tenant' | 'user' | 'res'>): void {
  model.set(
    KEY,
    decisionsOf(model).filter((other) => !isOnSame(other, target)),
  );
  model.save_changes();
}

export function onDecisions(model: Model, listener: () => void): () => void {
  model.on(`change:${KEY}`, listener);
  return () => model.off(`change:${KEY}`, listener);
}

/** Keeps decisions over a reload, where the browser lets a page keep something. */
export function rememberDecisions(model: Model, id: string): void {
  const key = `access-anomaly:${id}`;
  try {
    const before = decisionsIn(localStorage.getItem(key));
    if (before.length > 0) model.set(KEY, before);
    onDecisions(model, () => keep(key, JSON.stringify(decisionsOf(model))));
  } catch {
    // A page that may keep nothing still saves and copies.
  }
}

function keep(key: string, text: string) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // The browser's room is full, or it keeps nothing.
  }
}
