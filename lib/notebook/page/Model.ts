/**
 * What a part of the page shares with the other parts: the model that anywidget gives to `render`. In the
 * page it is a `PageModel`, in a notebook a widget's own.
 */
export interface Model {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  /** Sends what was set to the kernel, where there is one. */
  save_changes(): void;
  /** @param event such as `change:selection` */
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
}
