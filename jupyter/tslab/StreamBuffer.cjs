'use strict';

/** @import { Parent } from './types.cjs' */

const INTERVAL_MS = 40;
const LARGEST = 2 ** 20;
/** Changes between stdout and stderr in one interval up to which their order is kept. */
const MOST_CHANGES = 8;

/**
 * Joins what cells print: a message for each call would be thousands a second, too many for any front end.
 * Text waits for 40 ms at most, and never beyond the next message of another kind.
 */
class StreamBuffer {
  #send;
  /** @type {Parent | undefined} */
  #parent;
  /** @type {{ name: string, texts: string[] }[]} */
  #parts = [];
  #length = 0;
  #sentAt = 0;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;

  /** @param {(parent: Parent, name: string, text: string) => void} send */
  constructor(send) {
    this.#send = send;
  }

  /**
   * @param {Parent} parent the request that printed
   * @param {string} name stdout or stderr
   * @param {string} text
   */
  write(parent, name, text) {
    if (parent.id !== this.#parent?.id) this.flush();
    this.#parent = parent;
    if (this.#parts.at(-1)?.name !== name) this.#parts.push({ name, texts: [] });
    this.#parts.at(-1)?.texts.push(text);
    this.#length += text.length;
    if (this.#length >= LARGEST || performance.now() - this.#sentAt >= INTERVAL_MS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), INTERVAL_MS);
  }

  flush() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#length === 0 || !this.#parent) return;
    const parts = this.#parts.length > MOST_CHANGES ? joinByName(this.#parts) : this.#parts;
    this.#parts = [];
    this.#length = 0;
    this.#sentAt = performance.now();
    for (const { name, texts } of parts) this.#send(this.#parent, name, texts.join(''));
  }
}

/** @param {{ name: string, texts: string[] }[]} parts */
function joinByName(parts) {
  return ['stdout', 'stderr'].map((wanted) => ({
    name: wanted,
    texts: parts.filter(({ name }) => name === wanted).flatMap(({ texts }) => texts),
  }));
}

module.exports = { StreamBuffer };
