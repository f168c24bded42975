'use strict';

/** @import { CommMessage, CommOptions, PublishComm } from './types.cjs' */

/** A connection to an object of the front end. Either side can open and close it. */
class Comm {
  #publish;
  #forget;
  #isOpen = true;
  /** @type {(message: CommMessage) => unknown} */
  #onMessage = () => {};
  /** @type {(message: CommMessage) => unknown} */
  #onClose = () => {};

  /**
   * @param {string} id
   * @param {string} target the target on the other side that it was opened for
   * @param {PublishComm} publish
   * @param {(comm: Comm) => void} forget called once it is closed
   */
  constructor(id, target, publish, forget) {
    this.id = id;
    this.target = target;
    this.#publish = publish;
    this.#forget = forget;
  }

  get isOpen() {
    return this.#isOpen;
  }

  /**
   * @param {unknown} data plain JSON
   * @param {CommOptions} [options]
   */
  send(data, options) {
    if (!this.#isOpen) throw new Error(`Expected the comm of ${this.target} to be open, got a closed one`);
    this.#publish('comm_msg', { comm_id: this.id, data }, options);
  }

  /**
   * Closes the comm and tells the front end. Closing it again does nothing.
   *
   * @param {unknown} [data] plain JSON
   * @param {CommOptions} [options]
   */
  close(data = {}, options) {
    if (!this.#isOpen) return;
    this.#end();
    this.#publish('comm_close', { comm_id: this.id, data }, options);
  }

  /**
   * Sets the handler of messages, which replaces the one before.
   * @param {(message: CommMessage) => unknown} handler
   */
  onMessage(handler) {
    this.#onMessage = handler;
  }

  /**
   * Sets the handler that is called when the front end closes the comm.
   * @param {(message: CommMessage) => unknown} handler
   */
  onClose(handler) {
    this.#onClose = handler;
  }

  /**
   * Handles a message that the front end sent.
   * @param {CommMessage} message
   */
  receive(message) {
    return this.#onMessage(message);
  }

  /**
   * Handles that the front end closed the comm.
   * @param {CommMessage} message
   */
  closed(message) {
    this.#end();
    return this.#onClose(message);
  }

  #end() {
    this.#isOpen = false;
    this.#forget(this);
  }
}

module.exports = { Comm };
