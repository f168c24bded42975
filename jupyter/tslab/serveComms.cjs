'use strict';

const { answer } = require('./answer.cjs');
const { CellFailure } = require('./CellFailure.cjs');
const { Comms } = require('./Comms.cjs');
const { typeOf } = require('./mendMessages.cjs');
const { RUNNING } = require('./sharedState.cjs');
/** @import { CellSources, Message, PublishComm, Server, Tslab } from './types.cjs' */

const TYPES = new Set(['comm_open', 'comm_msg', 'comm_close']);

/**
 * Gives the kernel comms, which tslab doesn't know: objects of the front end (widgets) and code in the kernel
 * talk to each other over them. The library finds them under Symbol.for('access-anomaly.comms').
 *
 * - A message is handled as soon as the thread is free, also while a cell awaits and others wait for it: that
 *   cell may await what the message brings. One whose comm or target isn't there yet waits for its turn, as a
 *   cell before it may make them.
 * - What a handler prints, shows and sends answers the message, however late; the message is idle once the
 *   handler's promise is settled. A handler that fails ends nothing; its error is shown.
 * - Front ends take the last status for the kernel's: while a cell runs, they are told again that it is busy.
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
    // An interrupt is for a number that runs. Cells have those above 0.
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
    // Not awaited: requests that wait for their turn may be what the handler waits for.
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
