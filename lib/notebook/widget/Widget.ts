import { createHash } from 'node:crypto';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectText } from '../../base/checks/expect.js';
import { display, type MimeBundle } from '../show/display.js';
import { type Comm, type CommMessage, kernelComms } from './comms.js';
import { type Path, putBuffers, separateBuffers } from './separateBuffers.js';
import { forgetWidget, keepWidget } from './widgetControl.js';

/** The version of the messages between widgets and their models in the front end. */
const PROTOCOL = '2.1.0';
/** The version of anywidget's front end, which jupyter/lab replaces in JupyterLab. */
const ANYWIDGET = '~0.11.*';

const NO_WIDGETS = 'This is a widget, which can only be seen while the notebook runs.';

export interface WidgetOptions<State extends object> {
  /** An ES module in anywidget's form: `export default { render({ model, el }) { ... } }`. */
  esm: string;
  css?: string;
  /** The state that the kernel and the front end share: plain JSON and typed arrays, by name. */
  state: State;
  /** The HTML for reports, and for front ends without widgets. Default: a sentence that says so. */
  html?: string;
  /** The same as plain text. */
  text?: string;
}

/** A front end's message about a widget. */
interface Said {
  method?: string;
  state?: Record<string, unknown>;
  buffer_paths?: Path[];
  content?: unknown;
}

/**
 * An ES module that runs in the notebook and shares a state with the kernel. It is opened when it is shown
 * for the first time. Outside of a kernel with comms only its static HTML is shown.
 *
 * @example
 * const esm = `export default { render({ model, el }) { el.textContent = model.get('name'); } }`;
 * const greeting = new Widget({ esm, state: { name: 'Ada' } });
 * greeting.show();
 * greeting.set({ name: 'Grace' });
 */
export class Widget<State extends object> {
  readonly #options: WidgetOptions<State>;
  readonly #state: State;
  #comm: Comm | undefined;
  readonly #onChange = new Set<(changes: Partial<State>) => unknown>();
  readonly #onMessage = new Set<(content: unknown, buffers: Uint8Array[]) => unknown>();

  /** @throws TypeError if there is no module or no state; RangeError for an option that isn't known */
  constructor(options: WidgetOptions<State>) {
    checkNames('options of a widget', options, ['esm', 'css', 'state', 'html', 'text']);
    expectText('esm', options.esm, 'to be an ES module');
    checkNames('state', options.state, Object.keys(Object(options.state)));
    this.#options = options;
    this.#state = { ...options.state };
  }

  get<Key extends keyof State>(name: Key): State[Key] {
    return this.#state[name];
  }

  /** Changes the state in the kernel and in the front end. */
  set(changes: Partial<State>): void {
    Object.assign(this.#state, changes);
    this.#sendState('update', changes);
  }

  /**
   * Calls a function with the changes that the front end made, after the kernel's state has changed.
   *
   * @returns a function that ends this
   */
  onChange(handler: (changes: Partial<State>) => unknown): () => void {
    this.#onChange.add(handler);
    return () => this.#onChange.delete(handler);
  }

  /** Sends a message that isn't part of the state. The front end gets it by `model.on('msg:custom', ...)`. */
  send(content: unknown, buffers: readonly ArrayBufferView[] = []): void {
    this.#comm?.send({ method: 'custom', content }, { buffers });
  }

  /**
   * Calls a function with the messages that the front end sends by `model.send`.
   *
   * @returns a function that ends this
   */
  onMessage(handler: (content: unknown, buffers: Uint8Array[]) => unknown): () => void {
    this.#onMessage.add(handler);
    return () => this.#onMessage.delete(handler);
  }

  /** Shows the widget in the running cell. */
  show(): void {
    display(this.bundle());
  }

  /** Removes the widget from the front end. */
  close(): void {
    this.#comm?.close();
    this.#closed();
  }

  /** What the kernel shows if the widget is a cell's last expression. */
  [Symbol.for('Jupyter.display')](): MimeBundle {
    return this.bundle();
  }

  /** The MIME bundle that shows the widget, in all forms. */
  bundle(): MimeBundle {
    const { text = NO_WIDGETS, html = `<p>${NO_WIDGETS}</p>` } = this.#options;
    const still = { 'text/html': html, 'text/plain': text };
    const id = this.#open();
    if (id === undefined) return still;
    const view = { version_major: 2, version_minor: 0, model_id: id };
    return { 'application/vnd.jupyter.widget-view+json': view, ...still };
  }

  #open(): string | undefined {
    const comms = kernelComms();
    if (comms === undefined || this.#comm) return this.#comm?.id;
    const { state, buffer_paths, buffers } = separateBuffers(this.#fullState());
    const metadata = { version: PROTOCOL };
    const comm = comms.open('jupyter.widget', { state, buffer_paths }, { metadata, buffers });
    comm.onMessage((message) => this.#receive(message));
    comm.onClose(() => this.#closed());
    this.#comm = comm;
    keepWidget(comms, comm.id, { fullState: () => this.#fullState() });
    return comm.id;
  }

  #closed(): void {
    if (this.#comm) forgetWidget(this.#comm.id);
    this.#comm = undefined;
  }

  async #receive({ data, buffers }: CommMessage): Promise<void> {
    const { method, state = {}, buffer_paths = [], content } = data as Said;
    if (method === 'request_state') this.#sendState('update', this.#fullState());
    if (method === 'update') await this.#update(putBuffers(state, buffer_paths, buffers));
    if (method === 'custom') await tellAll(this.#onMessage, content, buffers);
  }

  async #update(said: Record<string, unknown>): Promise<void> {
    const own = Object.entries(said).filter(([name]) => Object.hasOwn(this.#state, name));
    const changes = Object.fromEntries(own) as Partial<State>;
    // This tells other views what one of them changed.
    this.#sendState('echo_update', changes);
    Object.assign(this.#state, changes);
    await tellAll(this.#onChange, changes);
  }

  #sendState(method: 'update' | 'echo_update', changes: object): void {
    const { state, buffer_paths, buffers } = separateBuffers(changes);
    this.#comm?.send({ method, state, buffer_paths }, { buffers });
  }

  #fullState(): Record<string, unknown> {
    const { esm, css = '' } = this.#options;
    return {
      _model_module: 'anywidget',
      _model_name: 'AnyModel',
      _model_module_version: ANYWIDGET,
      _view_module: 'anywidget',
      _view_name: 'AnyView',
      _view_module_version: ANYWIDGET,
      _view_count: null,
      // Another style with the same id would replace this one.
      _anywidget_id: `access-anomaly-${createHash('sha256').update(css).digest('hex').slice(0, 12)}`,
      _esm: esm,
      _css: css,
      ...this.#state,
    };
  }
}

/** Calls all handlers, even if one fails, and throws the first error. */
async function tellAll<Args extends unknown[]>(
  handlers: ReadonlySet<(...args: Args) => unknown>,
  ...args: Args
): Promise<void> {
  const calls = await Promise.allSettled(Array.from(handlers, async (handler) => handler(...args)));
  const failed = calls.find((call) => call.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
