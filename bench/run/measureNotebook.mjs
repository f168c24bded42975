// @ts-check
import { notebookCommand } from './competitors.mjs';
import { runProcess } from './runProcess.mjs';

/** @typedef {{ runs: { fitSeconds: number, scoreSeconds: number, scoredRows: number }[], skipped?: string }} Notebook */

const ROUNDS = 5;

/**
 * The fit of notebook 01 and its two scorings, each time in a fresh process.
 * @param {string} [unavailable]
 * @returns {Notebook}
 */
export function measureNotebook(unavailable) {
  /** @type {Notebook} */
  const result = { runs: [], skipped: unavailable };
  for (let round = 0; round < ROUNDS && result.skipped === undefined; round++) {
    const { skipped, ...run } = runProcess(notebookCommand());
    if (skipped !== undefined) result.skipped = skipped;
    else {
      result.runs.push(run);
      const milliseconds = [run.fitSeconds, run.scoreSeconds].map((seconds) => (1000 * seconds).toFixed(1));
      console.log(`notebook 01               fit ${milliseconds[0]} ms, both scorings ${milliseconds[1]} ms`);
    }
  }
  return result;
}
