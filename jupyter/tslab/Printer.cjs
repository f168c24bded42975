'use strict';

const INTERVAL_MS = 40;
const LARGEST = 2 ** 20;
/** Texts in one interval that go to the broker one by one. */
const MOST_TEXTS = 64;

/**
 * Passes on what is printed: each text at once, so that it leaves even if the cell never returns to the event
 * loop; in a flood, texts are joined, since a message between threads costs more than a line.
 */
class Printer {
  #post;
  /** @type {string[]} */
  #texts = [];
  #name = '';
  #length = 0;
  #count = 0;
  #since = 0;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;

  /** @param {(name: string, text: string) => void} post */
  constructor(post) {
    this.#post = post;
  }

  /**
   * @param {string} name stdout or stderr
   * @param {string} text
   */
  write(name, text) {
    if (name !== this.#name) this.flush();
    this.#name = name;
    this.#texts.push(text);
    this.#length += text.length;
    const now = performance.now();
    const isNewInterval = now - this.#since >= INTERVAL_MS;
    if (isNewInterval) {
      this.#since = now;
      this.#count = 0;
    }
    if (++this.#count <= MOST_TEXTS || this.#length >= LARGEST) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), INTERVAL_MS);
  }

  flush() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#length === 0) return;
    const text = this.#texts.join('');
    this.#texts = [];
    this.#length = 0;
    this.#post(this.#name, text);
  }
}

module.exports = { Printer };
