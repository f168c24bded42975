'use strict';

const NAME = 'KeyboardInterrupt';

/** The error that is thrown in an interrupted cell. */
class InterruptError extends Error {
  /** @override */
  name = NAME;
  constructor() {
    super('the cell was interrupted');
  }
}

/**
 * Ours, or one of the same name from elsewhere.
 * @param {unknown} thrown
 */
function isInterrupt(thrown) {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown && thrown.name === NAME;
}

module.exports = { InterruptError, isInterrupt };
