'use strict';

const { describeError } = require('./describeError.cjs');
const { isInterrupt } = require('./InterruptError.cjs');
/** @import { CellSources } from './types.cjs' */

/**
 * Prints errors that no cell waits for (in a timer, or in a promise that nobody awaited) as a cell's own
 * error would be shown. They end neither a cell nor the kernel.
 *
 * @param {CellSources} cells
 */
function reportStrays(cells) {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.removeAllListeners(event);
    process.on(event, (error) => {
      // Errors of an interrupt aren't shown.
      if (isInterrupt(error)) return;
      process.stderr.write(
        `Outside of a cell's own course:\n${describeError(error, cells).traceback.join('\n')}\n`,
      );
    });
  }
}

module.exports = { reportStrays };
