'use strict';

const { randomUUID } = require('node:crypto');
const conversation = require('./Comm.cjs');
/** @import { Comm, CommMessage, CommOptions, Message, PublishComm } from './types.cjs' */

/** The open comms, and the targets for which the front end may open more. This class knows no sockets. */
class Comms {
  #publish;
  /** @type {Map<string, Comm>} */
  #open = new Map();
  /** @type {Map<string, (comm: Comm, message: CommMessage) => unknown>} */
  #targets = new Map();

  /** @param {PublishComm} publish */
  constructor(publish) {
    this.#publish = publish;
  }

  /**
   * Opens a comm for a target of the front end.
   *
   * @param {string} target
   * @param {unknown} [data] plain JSON
   * @param {CommOptions} [options]
   */
  open(target, data = {}, options) {
    const comm = this.#add(randomUUID(), target);
    this.#publish('comm_open', { comm_id: comm.id, target_name: target, data }, options);
    return comm;
  }

  /**
   * Lets the front end open comms for a target. A later handler for the same target replaces this one.
   *
   * @param {string} target
   * @param {(comm: Comm, message: CommMessage) => unknown} handler
   */
  register(target, handler) {
    this.#targets.set(target, handler);
  }

  /**
   * The content of `comm_info_reply`.
   * @param {string} [target] lists only the comms of this target; default: all
   */
  list(target) {
    const wanted = [...this.#open.values()].filter((comm) => !target || comm.target === target);
    return Object.fromEntries(wanted.map((comm) => [comm.id, { target_name: comm.target }]));
  }

  closeAll() {
    for (const comm of [...this.#open.values()]) comm.close();
  }

  /**
   * Whether the comm or the target of a message exists.
   * @param {Message} request
   */
  knows({ header, content }) {
    if (header.msg_type === 'comm_open') return this.#targets.has(content.target_name ?? '');
    return this.#open.has(content.comm_id ?? '');
  }

  /**
   * Passes a message of the front end to its comm or target, and returns what the handler returns. A comm for
   * an unknown target is closed, as the protocol requires. Messages to an unknown comm are ignored.
   *
   * @param {Message} request
   * @returns {unknown}
   */
  receive({ header, content, metadata, extra }) {
    const { comm_id: id = '', target_name: target = '', data = {} } = content;
    const message = { data, metadata, buffers: extra };
    if (header.msg_type === 'comm_open') return this.#opened(id, target, message);
    const comm = this.#open.get(id);
    return header.msg_type === 'comm_close' ? comm?.closed(message) : comm?.receive(message);
  }

  /**
   * @param {string} id
   * @param {string} target
   * @param {CommMessage} message
   */
  #opened(id, target, message) {
    const handler = this.#targets.get(target);
    if (!handler) return this.#publish('comm_close', { comm_id: id, data: {} });
    const comm = this.#add(id, target);
    try {
      return handler(comm, message);
    } catch (error) {
      comm.close();
      throw error;
    }
  }

  /**
   * @param {string} id
   * @param {string} target
   */
  #add(id, target) {
    const comm = new conversation.Comm(id, target, this.#publish, ({ id: closed }) =>
      this.#open.delete(closed),
    );
    this.#open.set(id, comm);
    return comm;
  }
}

module.exports = { Comms };
