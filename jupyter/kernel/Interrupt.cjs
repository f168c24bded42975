'use strict';

/** What is thrown in a cell that was interrupted. */
class Interrupt extends Error {
  name = 'KeyboardInterrupt';
  constructor() {
    super('the cell was interrupted');
  }
}

module.exports = { Interrupt };
