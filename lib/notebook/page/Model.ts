/**
 * The state that an ES module of the page shows, wherever the state is kept. In JupyterLab it is a model of
 * anywidget's form, and the kernel has the same state; in a report it is a plain object.
 */
export interface Model<State extends object> {
  get<Key extends keyof State & string>(name: Key): State[Key];
  /** Changes the state on this side; `save_changes` tells the other side. */
  set<Key extends keyof State & string>(name: Key, value: State[Key]): void;
  save_changes(): void;
  on(event: ModelEvent<State>, handler: () => void): void;
  off(event: ModelEvent<State>, handler: () => void): void;
}

export type ModelEvent<State extends object> = `change:${keyof State & string}`;
