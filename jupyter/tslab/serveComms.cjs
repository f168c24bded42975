'use strict';

const { answer } = require('./answer.cjs');
const { CellFailure } = require('./CellFailure.cjs');
const { Comms } = require('./Comms.cjs');
const { typeOf } = require('./mendMessages.cjs');
const { RUNNING } = require('./sharedState.cjs');
/** @import { CellSources, Message, PublishComm, Server, Tslab } from './types.cjs' */

const TYPES = new Set(['comm_open', 'comm_msg', 'comm_close']);

/**
 * Adds comms to the kernel, which tslab doesn't have. Objects of the front end (widgets) and code in the
 * kernel send each other messages over them. The library finds them under Symbol.for('access-anomaly.comms').
 *
 * - A message is handled as soon as the thread is free, even while a cell awaits and other requests wait,
 *   since the cell may await this message. A message whose comm or target doesn't exist yet waits for its
 *   turn, since a cell before it may create them.
 * - All that a handler prints, shows and sends answers its message, however late. The message's status is
 *   idle once the handler's promise is settled. If a handler fails, its error is shown, and nothing else
 *   ends.
 * - Front ends show the last status as the kernel's. So while a cell runs, they are told again that it is
 *   busy.
 *
 * @param {Tslab} tslab
 * @param {{ state: Int32Array, read: (key: string, frames: Buffer[]) => Message | undefined,
 *   answering: <T>(request: Message, body: () => T) => T, answered: () => Message | undefined,
 *   cells: CellSources,
 * }} kernel
 */
function serveComms({ jupyter }, { state, read, answering, answered, cells }) {
  const { ZmqServer } = jupyter;
  /** @type {Server | undefined} */
  let server;
  let handled = 0;

  /** @type {PublishComm} */
  const publish = (type, content, options) => {
    const request = answered();
    if (server && request) answer(server, server.iopub, request, type, content, options);
  };
  const comms = new Comms(publish);
  Object.defineProperty(globalThis, Symbol.for('access-anomaly.comms'), {
    value: Object.freeze({
      open: comms.open.bind(comms),
      register: comms.register.bind(comms),
    }),
  });

  /** @param {Message} request */
  const receive = (request) => {
    const isAlone = Atomics.load(state, RUNNING) === 0;
    // An interrupt needs the number of what runs. Cells have numbers above 0, so messages get those below 0.
    if (isAlone) Atomics.store(state, RUNNING, -++handled);
    try {
      return comms.receive(request);
    } finally {
      if (isAlone) Atomics.store(state, RUNNING, 0);
    }
  };

  const { handleShellMessage } = ZmqServer.prototype;
  ZmqServer.prototype.handleShellMessage = async function (socket, ...frames) {
    server = this;
    if (!TYPES.has(typeOf(frames))) return handleShellMessage.call(this, socket, ...frames);
    const request = read(this.connInfo.key, frames);
    if (!request) return;
    this.publishStatus('busy', request);
    const handling = answering(request, async () => {
      try {
        await receive(request);
      } catch (error) {
        answer(this, this.iopub, request, 'error', CellFailure.ofThrown(error, cells).content);
      }
      this.publishStatus('idle', request);
    });
    // This isn't awaited, since the handler may wait for requests that wait for their turn.
    void handling.then(() => {
      const cell = answered();
      if (cell && Atomics.load(state, RUNNING) > 0) this.publishStatus('busy', cell);
    });
  };

  /** @type {(server: Server, frames: Buffer[]) => boolean} */
  const overtakes = ({ connInfo: { key } }, frames) => {
    if (!TYPES.has(typeOf(frames))) return false;
    const request = read(key, frames);
    return request !== undefined && comms.knows(request);
  };
  return { comms, overtakes };
}

module.exports = { serveComms };
