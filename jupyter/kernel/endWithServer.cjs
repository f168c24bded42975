'use strict';

const { Worker } = require('node:worker_threads');

const MILLISECONDS_TO_SEND_THE_LAST_REPLY = 100;

/**
 * Ends the process when Jupyter asks for it, and when Jupyter is gone.
 *
 * After a shutdown request tslab closes its sockets and waits for the event loop to run empty, which a worker pool or an
 * open database prevents: Jupyter then kills it after seconds. And a kernel whose server died would stay for ever; the
 * watch is a thread of its own because a cell in an endless loop never gives the event loop back.
 */
function endWithServer({ jupyter: { ZmqServer } }) {
  const { close } = ZmqServer.prototype;
  ZmqServer.prototype.close = function () {
    close.call(this);
    setTimeout(() => process.exit(0), MILLISECONDS_TO_SEND_THE_LAST_REPLY).unref();
  };

  const watch = `
    const parent = process.ppid;
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1000);`;
  new Worker(watch, { eval: true }).unref();
}

module.exports = { endWithServer };
