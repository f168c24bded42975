'use strict';

/*
 * The thread that owns the kernel's sockets.
 *
 * - zeromq throws EBUSY after 512 sends that weren't waited for, and tslab never waits: here every socket has
 *   a queue, and a message is sent after the one before it.
 * - A cell in an endless loop never returns to the main thread's event loop. Its output still leaves from
 *   here, heartbeats are answered, and an interrupt reaches it: by a SIGINT while it is where vm can stop it
 *   (PHASE), else by a flag that every loop and every await of a cell looks at (makeStoppable.cjs).
 * - When Jupyter is gone, the kernel ends, whatever the main thread is doing.
 */
const { createHmac, randomUUID } = require('node:crypto');
const { readdirSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const worker = require('node:worker_threads');
const zmq = require('zeromq');
const { CLOSED, FINISHED, INTERRUPTED, PHASE, PHASES, QUEUED, RUNNING } = require('./sharedState.cjs');
const { StreamBuffer } = require('./StreamBuffer.cjs');
/** @import { Channel, Connection, Parent, ToBroker } from './types.cjs' */

/** A front end that reads nothing for this long loses output, rather than stopping the kernel. */
const PATIENCE_MS = 10_000;
/** Messages that a slow front end may lag behind. Joined output comes in up to 1 MB each. */
const LAG = 64;
/** Jupyter sends SIGKILL after five seconds; until then the main thread may end by itself. */
const SHUTDOWN_MS = 2_000;
const WATCH_MS = 500;
/** An interrupted cell that goes on for this long is interrupted again. */
const INSIST_MS = 1_000;
/**
 * A request may arrive this much later than an interrupt that was sent after it, because their sockets
 * differ.
 */
const OVERTAKE_MS = 500;
/** Clocks further apart than this aren't those of one machine. */
const SKEW_MS = 2_000;
/** The part of a message between the addresses and the signature. */
const DELIMITER = '<IDS|MSG>';

/**
 * @typedef {(string | Uint8Array)[]} Frames
 * @typedef {{ msg_type: string, msg_id: string, date: string }} Header
 */

const parentPort = /** @type {import('node:worker_threads').MessagePort} */ (worker.parentPort);
/** @type {{ connection: Connection, shared: SharedArrayBuffer }} */
const { connection, shared } = worker.workerData;
const state = new Int32Array(shared);

const sockets = {
  iopub: new zmq.Publisher({ noDrop: true, sendHighWaterMark: LAG }),
  shell: new zmq.Router(),
  control: new zmq.Router(),
  stdin: new zmq.Router(),
  hb: new zmq.Reply(),
};
/** Requests to execute that were received. */
let requests = 0;
/** @type {Map<number, Header>} the requests that haven't ended */
const pending = new Map();
/** The last interrupt that found nothing: when it was sent, and when it came. */
let missed = { sent: 0, arrived: 0 };
/** @type {Record<Channel, Promise<void>>} */
const lastSend = { iopub: Promise.resolve(), shell: Promise.resolve(), control: Promise.resolve() };

const printed = new StreamBuffer((parent, name, text) => {
  enqueue('iopub', streamMessage(parent, name, text), text.length, PATIENCE_MS);
});

parentPort.on('message', (/** @type {ToBroker} */ message) => {
  if (message.channel === 'print') return printed.write(message.parent, message.name, message.text);
  // Text that was printed before a message has to arrive before it.
  printed.flush();
  if (message.channel === 'close') Promise.all(Object.values(lastSend)).then(close);
  else enqueue(message.channel, message.frames, message.bytes, Number.POSITIVE_INFINITY);
});

/** @type {(channel: Channel, frames: Frames, bytes: number, patience: number) => void} */
function enqueue(channel, frames, bytes, patience) {
  lastSend[channel] = lastSend[channel]
    .then(() => sendWhenPossible(sockets[channel], frames, patience))
    .then(() => {
      Atomics.sub(state, QUEUED, bytes);
      Atomics.notify(state, QUEUED);
    });
}

/**
 * Sends when the socket can. If a front end lags behind, zeromq says that it can send, and then fails.
 *
 * @param {import('zeromq').Publisher | import('zeromq').Router} socket
 * @param {Frames} frames
 * @param {number} patience
 */
async function sendWhenPossible(socket, frames, patience) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await socket.send(frames);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EAGAIN' || Date.now() > end) return;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}

/** @type {(parent: Parent, name: string, text: string) => Frames} */
function streamMessage({ identity, header, parentHeader }, name, text) {
  const own = { ...header, msg_type: 'stream', msg_id: randomUUID(), date: new Date().toISOString() };
  const parts = [JSON.stringify(own), parentHeader, '{}', JSON.stringify({ name, text })];
  return [...identity, DELIMITER, sign(parts), ...parts];
}

/** @param {Frames} parts */
function sign(parts) {
  const hmac = createHmac('sha256', connection.key);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
}

/** Closes the sockets, which zeromq wants done before the process ends. What they hold is still sent. */
function close() {
  for (const socket of Object.values(sockets)) socket.close();
  Atomics.store(state, CLOSED, 1);
  Atomics.notify(state, CLOSED);
}

/** @param {'shell' | 'control'} channel */
async function forward(channel) {
  for await (const frames of sockets[channel]) {
    // The request of an interrupt is noted now: when the main thread hears of it, another one may run.
    const running = channel === 'control' ? overtake(frames) : 0;
    if (channel === 'shell') countRequest(frames);
    parentPort.postMessage({ channel, frames, running });
  }
}

/**
 * Counts a request to execute. If an interrupt has already arrived and found nothing, but was sent after this
 * request, the interrupt is for this request.
 *
 * @param {Buffer[]} frames
 */
function countRequest(frames) {
  const header = verifiedHeader(frames);
  if (header?.msg_type !== 'execute_request') return;
  requests++;
  for (const number of pending.keys()) if (number <= Atomics.load(state, FINISHED)) pending.delete(number);
  pending.set(requests, header);
  const now = Date.now();
  const sent = momentOf(header.date);
  if (now - missed.arrived < OVERTAKE_MS && Math.abs(now - sent) < SKEW_MS && sent < missed.sent) {
    Atomics.store(state, INTERRUPTED, requests);
  }
}

/**
 * Milliseconds since 1970, with the fraction that Python's dates have and JavaScript's drop.
 *
 * @param {string} date ISO 8601
 */
function momentOf(date) {
  const [, fraction = ''] = /\.\d{3}(\d*)/.exec(date) ?? [];
  return Date.parse(date) + Number(`0.${fraction || 0}`);
}

/**
 * Does what can't wait for the main thread.
 *
 * @param {Buffer[]} frames
 * @returns {number} the number of the request that an interrupt is for
 */
function overtake(frames) {
  const header = verifiedHeader(frames);
  if (header?.msg_type === 'shutdown_request') setTimeout(end, SHUTDOWN_MS);
  if (header?.msg_type !== 'interrupt_request') return 0;
  const running = Atomics.load(state, RUNNING) || waiting();
  if (running === 0 || wasSentBefore(header, running)) {
    missed = { sent: momentOf(header.date), arrived: Date.now() };
    return 0;
  }
  interrupt(running);
  insist(running);
  return running;
}

/**
 * Whether an interrupt was sent before a request that it arrives after, and so isn't meant for it. Only one
 * sender's clock can tell.
 *
 * @param {Header} interruption
 * @param {number} number
 */
function wasSentBefore(interruption, number) {
  const request = pending.get(number);
  if (request === undefined) return false;
  const sender = processOf(interruption);
  return (
    sender !== undefined &&
    sender === processOf(request) &&
    momentOf(interruption.date) < momentOf(request.date)
  );
}

/**
 * Which process made a message: Jupyter's Python client puts it into the id.
 *
 * @param {Header} header
 */
function processOf({ msg_id: id }) {
  return /^[\da-f]+-[\da-f]+_(\d+)_\d+$/.exec(id)?.[1];
}

/** @param {number} running */
function interrupt(running) {
  Atomics.store(state, INTERRUPTED, running);
  // The main thread, in its turn, leaves this phase only where no signal is on its way: see runCells.cjs.
  const phase = Atomics.compareExchange(state, PHASE, PHASES.SYNCHRONOUS, PHASES.SIGNALLED);
  if (phase === PHASES.SYNCHRONOUS) process.kill(process.pid, 'SIGINT');
}

/**
 * Interrupts a request again as long as it goes on: a signal or a message may be lost.
 *
 * @param {number} running
 */
function insist(running) {
  const timer = setInterval(() => {
    if (Atomics.load(state, RUNNING) !== running || Atomics.load(state, INTERRUPTED) !== running) {
      return clearInterval(timer);
    }
    // A signal on its way keeps the main thread where signals are taken.
    if (Atomics.load(state, PHASE) === PHASES.SIGNALLED) process.kill(process.pid, 'SIGINT');
    else interrupt(running);
    parentPort.postMessage({ channel: 'interrupt', running });
  }, INSIST_MS);
}

/** The number of the request that was sent and has not begun, as the main thread is still busy; 0: none. */
function waiting() {
  const finished = Atomics.load(state, FINISHED);
  return requests > finished ? finished + 1 : 0;
}

/**
 * The header of a message whose signature is right.
 *
 * @param {Buffer[]} frames
 * @returns {Header | undefined}
 */
function verifiedHeader(frames) {
  const delimiter = frames.findIndex((frame) => frame.toString() === DELIMITER);
  if (delimiter < 0) return undefined;
  const [signature, ...parts] = frames.slice(delimiter + 1);
  if (parts.length === 0) return undefined;
  if (connection.key !== '' && sign(parts) !== signature.toString()) return undefined;
  return JSON.parse(parts[0].toString());
}

async function beat() {
  for await (const frames of sockets.hb) await sockets.hb.send(frames);
}

/** Ends the process from here: the main thread may be in a loop that nothing ends. */
function end() {
  // These files would have been removed by its exit handlers (lib/sql/spillFolder.ts).
  const ours = `access-anomaly-${process.pid}-`;
  try {
    for (const name of readdirSync(tmpdir())) {
      if (name.startsWith(ours)) rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
    }
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
}

const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) end();
}, WATCH_MS);

const separator = connection.transport === 'ipc' ? '-' : ':';
const channels = /** @type {(keyof typeof sockets)[]} */ (Object.keys(sockets));
const bound = channels.map((channel) =>
  sockets[channel].bind(
    `${connection.transport}://${connection.ip}${separator}${connection[`${channel}_port`]}`,
  ),
);
Promise.all(bound).then(() => {
  forward('shell');
  forward('control');
  beat();
});
