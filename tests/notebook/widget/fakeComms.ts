import type { Comm, CommMessage, Comms } from '../../../lib/notebook/widget/comms.js';

interface Sent {
  type: 'open' | 'msg' | 'close';
  id: string;
  target?: string;
  data?: unknown;
  metadata?: object;
  buffers?: readonly ArrayBufferView[];
}

/** Comms as the kernel offers them, with a front end that tests play. */
export class FakeComms implements Comms {
  readonly sent: Sent[] = [];
  #comms = 0;
  readonly #said = new Map<string, (message: CommMessage) => unknown>();
  readonly #closed = new Map<string, (message: CommMessage) => unknown>();
  readonly #targets = new Map<string, (comm: Comm, message: CommMessage) => unknown>();

  open(target: string, data: unknown, options = {}): Comm {
    const id = `comm-${++this.#comms}`;
    this.sent.push({ type: 'open', id, target, data, ...options });
    return this.#comm(id);
  }

  register(target: string, handler: (comm: Comm, message: CommMessage) => unknown): void {
    this.#targets.set(target, handler);
  }

  #comm(id: string): Comm {
    return {
      id,
      isOpen: true,
      send: (data, options = {}) => this.sent.push({ type: 'msg', id, data, ...options }),
      close: () => this.sent.push({ type: 'close', id }),
      onMessage: (handler) => this.#said.set(id, handler),
      onClose: (handler) => this.#closed.set(id, handler),
    };
  }

  /** The front end says something on a comm. */
  say(id: string, data: unknown, buffers: Uint8Array[] = []): unknown {
    return this.#said.get(id)!({ data, metadata: {}, buffers });
  }

  /** The front end closes a comm. */
  closeFromThere(id: string): void {
    this.#closed.get(id)!({ data: {}, metadata: {}, buffers: [] });
  }

  /** The front end opens a comm. */
  openFromThere(target: string, id: string): void {
    this.#targets.get(target)!(this.#comm(id), { data: {}, metadata: {}, buffers: [] });
  }
}

const KEY = Symbol.for('access-anomaly.comms');

/** Plays a kernel until `withoutComms`. */
export function withComms(): FakeComms {
  const comms = new FakeComms();
  (globalThis as Record<symbol, unknown>)[KEY] = comms;
  return comms;
}

export function withoutComms(): void {
  delete (globalThis as Record<symbol, unknown>)[KEY];
}
