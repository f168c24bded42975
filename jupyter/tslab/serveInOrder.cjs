'use strict';

const { answer } = require('./answer.cjs');
const { CellFailure } = require('./CellFailure.cjs');
const { FINISHED, RUNNING } = require('./sharedState.cjs');
/** @import { Bundle, CellSources, Handler, Message, Server, Socket, Tslab } from './types.cjs' */

/**
 * Answers the shell channel's requests one after the other, as Jupyter's protocol requires.
 *
 * - tslab sends no execute_input and no error message: prompts stay `In [ ]` and failures have no text.
 * - tslab drops whatever arrives within 200 ms of a failure, so that cells after an expected error silently
 *   don't run. Here a failure aborts the requests that had already been sent (`Run All`), unless the request
 *   said stop_on_error: false; those that are sent after it run.
 * - tslab announces idle as soon as any request is answered, even while a cell runs.
 * - tslab sends a message for each call that prints; here a buffer joins them.
 *
 * @param {Tslab} tslab
 * @param {{ state: Int32Array, printFor: (request: Message) => void, cells: CellSources, helpFor: (code:
 *   string, handler: Handler) => Bundle | undefined, answered: () => Message | undefined,
 *   overtakes: (server: Server, frames: Buffer[]) => boolean,
 * }} kernel
 */
function serveInOrder({ jupyter }, { state, printFor, cells, helpFor, answered, overtakes }) {
  const { ZmqServer } = jupyter;
  const { handleShellMessage } = ZmqServer.prototype;
  /** @type {Promise<void>} */
  let turn = Promise.resolve();
  let received = 0;
  let inTurn = 0;
  let abortedThrough = 0;
  let numbered = 0;

  ZmqServer.prototype.handleShellMessage = function (socket, ...frames) {
    const handle = () => handleShellMessage.call(this, socket, ...frames);
    // The control channel exists to overtake: a shutdown must not wait for the running cell.
    if (socket === this.control || overtakes(this, frames)) return handle();
    const order = ++received;
    turn = turn
      .then(() => {
        inTurn = order;
        return handle();
      })
      .catch((error) => console.error(error));
    return turn;
  };

  /** @this {Server} */
  ZmqServer.prototype.handleExecute = async function (socket, request) {
    /** @type {(type: string, content: object, to?: Socket) => void} */
    const send = (type, content, to = this.iopub) => answer(this, to, request, type, content);
    // This is the number that the broker gives the request.
    const number = ++numbered;
    if (inTurn <= abortedThrough) {
      Atomics.store(state, FINISHED, number);
      send('execute_reply', { status: 'aborted' }, socket);
      return;
    }

    const { code = '', silent = false, stop_on_error: stopOnError = true } = request.content;
    // A silent request must not use up a prompt number.
    const count = this.handler.execCount + 1;
    if (!silent) this.handler.execCount = count;
    if (!silent) send('execute_input', { code, execution_count: count });
    printFor(request);
    jupyter.lastWriteDisplayData = (data, update) => {
      const type = update ? 'update_display_data' : 'display_data';
      answer(this, this.iopub, answered() ?? request, type, data);
    };
    Atomics.store(state, RUNNING, number);
    try {
      const page = helpFor(code, this.handler);
      const bundle = page ? undefined : await this.handler.executor.execute(code, count);
      if (bundle && !silent) send('execute_result', { execution_count: count, data: bundle, metadata: {} });
      const payload = page ? [{ source: 'page', data: page, start: 0 }] : [];
      send('execute_reply', { status: 'ok', execution_count: count, payload, user_expressions: {} }, socket);
    } catch (error) {
      const { content } = error instanceof CellFailure ? error : CellFailure.ofThrown(error, cells);
      if (!silent) send('error', content);
      if (stopOnError) {
        await readWhatWasSent();
        abortedThrough = received;
      }
      send('execute_reply', { status: 'error', execution_count: count, ...content }, socket);
    } finally {
      Atomics.store(state, FINISHED, number);
      Atomics.store(state, RUNNING, 0);
    }
  };
}

/** Lets the event loop read the requests that waited while a cell held it: one whole poll for I/O. */
async function readWhatWasSent() {
  for (let pass = 0; pass < 3; pass++) await new Promise((resolve) => setImmediate(resolve));
}

module.exports = { serveInOrder };
