import type { Json } from '../fields/json.js';
import { parseNested } from '../fields/parseNested.js';

/** The first rows are all kept. */
const FIRST = 200;
/** How many of the later ones are kept, spread over all of them. */
const LATER = 800;
/** Only a few longer rows, in characters, are kept. */
const LONG = 2 ** 16;
const MOST_LONG = 20;

/** Rows from everywhere in a log, which show its fields: the first ones, and ever fewer others. */
export class Sample {
  readonly #first: string[] = [];
  #later: string[] = [];
  #step = 1;
  #seen = 0;
  #numLong = 0;

  add(row: string): void {
    if (row.length > LONG && this.#numLong++ >= MOST_LONG) return;
    if (this.#first.length < FIRST) {
      this.#first.push(row);
      return;
    }
    if (this.#seen++ % this.#step !== 0) return;
    this.#later.push(row);
    if (this.#later.length < LATER) return;
    this.#later = this.#later.filter((_, n) => n % 2 === 0);
    this.#step *= 2;
  }

  get rows(): readonly string[] {
    return [...this.#first, ...this.#later];
  }
}

/** The objects that texts hold as JSON; other texts are left out. */
export function parsedObjects(texts: readonly string[]): Json[] {
  return texts.flatMap((text) => {
    const value = parseNested(text);
    return value === undefined || Array.isArray(value) ? [] : [value];
  });
}
