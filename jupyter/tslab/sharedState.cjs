'use strict';

/*
 * What the kernel's two threads share: a few 32-bit numbers, touched by atomic operations only. The main
 * thread compiles and runs cells; the broker's (broker.cjs) owns the sockets, so that a cell which never
 * gives the event loop back can still print, and be interrupted.
 */

/** Bytes handed to the broker and not yet sent. */
const QUEUED = 0;
/** The number, from 1, of the request to execute that runs; below 0 for a comm's message, and 0 for none. */
const RUNNING = 1;
/** The number of the last request for which an interrupt came. */
const INTERRUPTED = 2;
/** The phase of the running cell, which is one of those below. */
const PHASE = 3;

/** 1 once the broker has sent everything and closed its sockets. */
const CLOSED = 4;

/** The number of the last request to execute that is over, or was passed over. */
const FINISHED = 5;

const LENGTH = 6;

const PHASES = {
  /** Nothing that a signal could stop: compiling, waiting, or no cell at all. */
  OTHER: 0,
  /** The cell's synchronous part, inside of vm's `breakOnSigint`. */
  SYNCHRONOUS: 1,
  /** The same, with a SIGINT on its way to it. */
  SIGNALLED: 2,
};

module.exports = { QUEUED, RUNNING, INTERRUPTED, PHASE, CLOSED, FINISHED, LENGTH, PHASES };
