'use strict';

/**
 * Lets a computation that a cell started stop when the cell is interrupted.
 *
 * tslab ends the cell, but what it was waiting for runs on. The library looks here for a signal that an interrupt
 * aborts (lib/als/hostSignal.ts), so that a training stops even where the notebook gave it no signal of its own.
 */
function offerInterrupts() {
  let controller = new AbortController();
  Object.defineProperty(globalThis, Symbol.for('access-anomaly.interrupt'), { get: () => controller.signal });
  process.on('SIGINT', () => {
    controller.abort(new DOMException('The cell was interrupted', 'AbortError'));
    controller = new AbortController();
  });
}

module.exports = { offerInterrupts };
