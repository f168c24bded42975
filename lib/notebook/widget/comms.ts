/** A message on a comm. */
export interface CommMessage {
  data: unknown;
  metadata: object;
  buffers: Uint8Array[];
}

interface CommOptions {
  metadata?: object;
  buffers?: readonly ArrayBufferView[];
}

/** A connection to an object of the front end. */
export interface Comm {
  readonly id: string;
  readonly isOpen: boolean;
  send(data: unknown, options?: CommOptions): void;
  close(): void;
  onMessage(handler: (message: CommMessage) => unknown): void;
  onClose(handler: (message: CommMessage) => unknown): void;
}

/** What the kernel offers (jupyter/tslab/serveComms.cjs). */
export interface Comms {
  open(target: string, data: unknown, options?: CommOptions): Comm;
  register(target: string, handler: (comm: Comm, message: CommMessage) => unknown): void;
}

/** The comms of this project's kernel; undefined in other kernels, and outside of a kernel. */
export function kernelComms(): Comms | undefined {
  return (globalThis as { [key: symbol]: Comms | undefined })[Symbol.for('access-anomaly.comms')];
}
