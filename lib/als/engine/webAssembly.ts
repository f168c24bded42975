/** A shared WebAssembly memory. */
export interface Memory {
  /** It is as large as the memory was when it was read. */
  readonly buffer: SharedArrayBuffer;
  /** @throws RangeError if there is no more memory */
  grow(pages: number): number;
}

/** Bytes of a page, in which memories are measured. */
export const PAGE = 65536;
/** The most that a 32-bit memory can have. */
export const MOST_PAGES = 65536;

/** A compiled module, which can be sent to workers. */
export type Module = object;

interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => Module;
  Instance: new (module: Module, imports: object) => { exports: object };
  Memory: new (limits: { initial: number; maximum: number; shared: true }) => Memory;
  validate(bytes: Uint8Array): boolean;
}

/** The global of that name, whose types belong to the browser's; a notebook's scope hides the name itself. */
export const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
