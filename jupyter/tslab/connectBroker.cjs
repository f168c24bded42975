'use strict';

const { AsyncLocalStorage } = require('node:async_hooks');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { Worker } = require('node:worker_threads');
const { Printer } = require('./Printer.cjs');
const { CLOSED, LENGTH, QUEUED } = require('./sharedState.cjs');
/** @import { FromBroker, Message, ToBroker, Tslab } from './types.cjs' */

/** If more bytes than this aren't sent yet, printing waits. */
const MOST_QUEUED = 8 * 2 ** 20;
const WAIT_MS = 50;
const LAST_WORDS_MS = 3_000;

/**
 * Puts tslab's sockets into a thread of their own (broker.cjs), behind objects that send through it.
 *
 * @param {Tslab} tslab
 * @returns {{ state: Int32Array, printFor: (request: Message) => void, answering: <T>(request: Message, body:
 *   () => T) => T, answered: () => Message | undefined,
 *   onInterrupt: (listener: (number: number) => void) => void,
 * }} the numbers that both threads share; a function that makes output from now on an answer to a request;
 *   one that does so for what a body prints, even later, while everything else goes on; one that returns the
 *   request that the running code answers; and one that registers a listener, which ends a request that goes
 *   on after its interrupt
 */
function connectBroker({ jupyter: { ZmqServer } }) {
  const shared = new SharedArrayBuffer(4 * LENGTH);
  const state = new Int32Array(shared);
  /** @type {Worker | undefined} */
  let worker;
  /** @typedef {{ request: Message | undefined, printer: InstanceType<typeof Printer> }} Output */
  /** @type {Output} the output of the last cell */
  let last = { request: undefined, printer: new Printer(() => {}) };
  /** @type {AsyncLocalStorage<Output>} the outputs of handlers that run beside it */
  const beside = new AsyncLocalStorage();
  const current = () => beside.getStore() ?? last;
  let printers = 0;
  /** @type {(number: number) => void} */
  let interrupt = () => {};

  /**
   * Passes a message on, and waits if too much is on its way. It works inside a synchronous loop.
   *
   * @param {Exclude<ToBroker, { channel: 'close' }>} message
   */
  const post = (message) => {
    while (Atomics.load(state, QUEUED) > MOST_QUEUED) {
      Atomics.wait(state, QUEUED, Atomics.load(state, QUEUED), WAIT_MS);
    }
    Atomics.add(state, QUEUED, message.bytes);
    worker?.postMessage(message);
  };

  const flush = () => {
    last.printer.flush();
    beside.getStore()?.printer.flush();
  };

  ZmqServer.prototype.init = async function () {
    const connection = JSON.parse(readFileSync(this.configPath, 'utf8'));
    this.connInfo = connection;
    worker = new Worker(path.join(__dirname, 'broker.cjs'), { workerData: { connection, shared } });
    for (const channel of /** @type {const} */ (['iopub', 'shell', 'control'])) {
      this[channel] = {
        send(frames) {
          flush();
          const bytes = frames.reduce((sum, frame) => sum + frame.length, 0);
          post({ channel, frames, bytes });
        },
        close() {},
      };
    }
    this.stdin = this.hb = { close() {} };
    worker.on('message', (/** @type {FromBroker} */ message) => {
      if (message.channel === 'interrupt') return interrupt(message.running);
      const { channel, frames, running } = message;
      this.interrupted = running;
      const buffers = frames.map((frame) => Buffer.from(frame.buffer, frame.byteOffset, frame.length));
      void this.handleShellMessage(this[channel], ...buffers);
    });
    worker.on('error', (error) => {
      console.error(`The kernel lost its sockets: ${error.stack}`);
      process.exit(1);
    });
  };

  // tslab waits for its event loop to run empty before it ends, which a pool or an open database prevents.
  const { close } = ZmqServer.prototype;
  ZmqServer.prototype.close = function () {
    close.call(this);
    process.exit(0);
  };

  // The broker sends on while this thread waits here: nothing that was printed is lost.
  process.on('exit', () => {
    flush();
    worker?.postMessage({ channel: 'close' });
    Atomics.wait(state, CLOSED, 0, LAST_WORDS_MS);
    // zeromq's own thread needs a moment to write the last message.
    Atomics.wait(state, CLOSED, 1, WAIT_MS);
  });

  /** @type {(request: Message) => Output} */
  const outputFor = (request) => {
    const { identity, header, parent: parentHeader } = request.createReply();
    const parent = { id: ++printers, identity, header, parentHeader: JSON.stringify(parentHeader) };
    const printer = new Printer((name, text) =>
      post({ channel: 'print', parent, name, text, bytes: text.length }),
    );
    return { request, printer };
  };

  /**
   * Output from now on answers this request, until the next one, even after the cell's end.
   *
   * @param {Message} request
   */
  const printFor = (request) => {
    last.printer.flush();
    last = outputFor(request);
    process.stdout.write = writer('stdout', () => current().printer);
    process.stderr.write = writer('stderr', () => current().printer);
  };

  /** @type {<T>(request: Message, body: () => T) => T} */
  const answering = (request, body) => beside.run(outputFor(request), body);

  return {
    state,
    printFor,
    answering,
    answered: () => current().request,
    onInterrupt(listener) {
      interrupt = listener;
    },
  };
}

/**
 * Replaces a stream's `write`.
 *
 * @param {string} name
 * @param {() => InstanceType<typeof Printer>} printer
 * @returns {(chunk: string | Uint8Array, encoding?: unknown, callback?: unknown) => true}
 */
function writer(name, printer) {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return (chunk, encoding, callback) => {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    if (text !== '') printer().write(name, text);
    const done = typeof encoding === 'function' ? encoding : callback;
    // It calls back at once: otherwise a loop that prints would pile up callbacks until its end.
    if (typeof done === 'function') done(null);
    return true;
  };
}

module.exports = { connectBroker };
