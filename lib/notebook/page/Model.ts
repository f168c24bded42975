/**
 * What an ES module of the page talks to: the state that it shows, wherever that lives. In JupyterLab it is
 * anywidget's, and the kernel has the same state; in a report it is a plain object.
 */
export interface Model<State extends object> {
  get<Key extends keyof State & string>(name: Key): State[Key];
  /** Changes the state here; `save_changes` tells the other side. */
  set<Key extends keyof State & string>(name: Key, value: State[Key]): void;
  save_changes(): void;
  on(event: ModelEvent<State>, handler: () => void): void;
  off(event: ModelEvent<State>, handler: () => void): void;
}

export type ModelEvent<State extends object> = `change:${keyof State & string}`;
