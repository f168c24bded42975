/** A shared WebAssembly memory. */
export interface Memory {
  /** As large as the memory was when it was asked for. */
  readonly buffer: SharedArrayBuffer;
  /** @throws RangeError where there is no more to be had */
  grow(pages: number): number;
}

/** Bytes of a page, in which memories are measured. */
export const PAGE = 65536;
/** All that a 32-bit memory can have. */
export const MOST_PAGES = 65536;

/** A compiled module; workers get it as it is. */
export type Module = object;

interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => Module;
  Instance: new (module: Module, imports: object) => { exports: object };
  Memory: new (limits: { initial: number; maximum: number; shared: true }) => Memory;
  validate(bytes: Uint8Array): boolean;
}

/** The global of that name, whose types belong to the browser's; a notebook's scope hides the name itself. */
export const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
