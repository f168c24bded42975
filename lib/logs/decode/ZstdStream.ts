import type { ZstdLibrary } from './zstdLibrary.js';

const SIZE = 2 ** 20;

/** What the decoder's errors mean (zstd_errors.h). */
const FAULTS: Record<number, string> = {
  10: 'incorrect header check',
  12: 'a version that is too old',
  16: 'it needs too much memory',
  20: 'incorrect data',
  22: 'incorrect data check',
  32: 'a dictionary is needed',
};

/** Unpacks frames of Zstandard, piece by piece. It has to be closed, since its memory isn't Node's. */
export class ZstdStream {
  readonly #zstd: ZstdLibrary;
  readonly #context: number;
  /** Two structures of the library, for input and output: address, size, position. */
  readonly #structures: number;
  readonly #input: number;
  readonly #output: number;
  #isInFrame = false;

  constructor(zstd: ZstdLibrary) {
    this.#zstd = zstd;
    this.#context = zstd.ZSTD_createDCtx();
    this.#structures = zstd.malloc(24);
    this.#input = zstd.malloc(SIZE);
    this.#output = zstd.malloc(SIZE);
  }

  /** @throws Error if the data is broken: `incorrect data check` */
  *push(packed: Uint8Array): Generator<Buffer> {
    for (let start = 0; start < packed.length; start += SIZE)
      yield* this.#unpack(packed.subarray(start, start + SIZE));
  }

  /** @throws Error if the data ends within a frame */
  end(): void {
    if (this.#isInFrame) throw new Error('unexpected end of file');
  }

  close(): void {
    this.#zstd.ZSTD_freeDCtx(this.#context);
    for (const address of [this.#structures, this.#input, this.#output]) this.#zstd.free(address);
  }

  *#unpack(packed: Uint8Array): Generator<Buffer> {
    const zstd = this.#zstd;
    new Uint8Array(zstd.memory.buffer).set(packed, this.#input);
    let read = 0;
    let written = 0;
    do {
      // The memory moves when it grows.
      let words = new Uint32Array(zstd.memory.buffer, this.#structures, 6);
      words.set([this.#input, packed.length, read, this.#output, SIZE, 0]);
      const status = zstd.ZSTD_decompressStream(this.#context, this.#structures + 12, this.#structures);
      if (status < 0) throw new Error(FAULTS[-status] ?? `error ${-status}`);
      words = new Uint32Array(zstd.memory.buffer, this.#structures, 6);
      [read, written] = [words[2], words[5]];
      this.#isInFrame = status !== 0;
      if (written > 0) yield Buffer.from(zstd.memory.buffer.slice(this.#output, this.#output + written));
    } while (read < packed.length || (written === SIZE && this.#isInFrame));
  }
}
