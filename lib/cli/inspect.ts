import { inspectLog } from '../logs/inspectLog.js';
import { showLog } from '../notebook/show/showLog.js';
import type { Command } from './Command.js';
import { READING, readingOptions } from './readingOptions.js';

export const inspect: Command = {
  name: 'inspect',
  does: 'Says what a log is, which fields it has, and how to read it.',
  options: { relation: READING.relation },
  async run(log, values) {
    showLog(await inspectLog(log, readingOptions(values)));
    return 0;
  },
};
