import { ZSTDDecoder } from 'zstddec/stream';

/**
 * The functions that are called of the reference decoder, compiled to WebAssembly. Numbers are addresses and
 * sizes.
 */
export interface ZstdLibrary {
  memory: { buffer: ArrayBuffer };
  malloc(size: number): number;
  free(address: number): void;
  ZSTD_createDCtx(): number;
  ZSTD_freeDCtx(context: number): void;
  /** @returns 0 at a frame's end, more within one, less if it failed */
  ZSTD_decompressStream(context: number, output: number, input: number): number;
}

let loaded: Promise<ZstdLibrary> | undefined;

/**
 * Facebook's decoder of Zstandard, loaded at the first call. zstddec's own stream ignores the decoder's error
 * for broken data and loops forever; so only its library is used.
 */
export function zstdLibrary(): Promise<ZstdLibrary> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<ZstdLibrary> {
  let library: ZstdLibrary | undefined;
  class Loader extends ZSTDDecoder {
    override _init(result: Parameters<ZSTDDecoder['_init']>[0]): void {
      super._init(result);
      library = (result as unknown as { instance: { exports: ZstdLibrary } }).instance.exports;
    }
  }
  await new Loader().init();
  // If another part of the program has loaded it, it isn't returned again.
  if (library === undefined)
    throw new Error('Expected zstddec to load its decoder here first, got it loaded');
  return library;
}
