import type { ModelEvent } from './Model.js';
import type { Page, PageState } from './Page.js';

/** The state that the parts of one page share, without a kernel. */
export class PageModel implements Page {
  readonly #state: PageState = { selection: null, found: null, decisions: [], owner: '' };
  readonly #handlers = new Map<ModelEvent<PageState>, Set<() => void>>();

  get<Key extends keyof PageState>(name: Key): PageState[Key] {
    return this.#state[name];
  }

  set<Key extends keyof PageState>(name: Key, value: PageState[Key]): void {
    if (this.#state[name] === value) return;
    this.#state[name] = value;
    for (const handler of [...(this.#handlers.get(`change:${name}`) ?? [])]) handler();
  }

  /** Does nothing, since there is no other side. */
  save_changes(): void {}

  on(event: ModelEvent<PageState>, handler: () => void): void {
    const handlers = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, handlers.add(handler));
  }

  off(event: ModelEvent<PageState>, handler: () => void): void {
    this.#handlers.get(event)?.delete(handler);
  }
}
