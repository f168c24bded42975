// @ts-check
import { prepareDataset } from '../data/datasets.mjs';
import { endToEndCommand, implicitFitCommand } from './competitors.mjs';
import { runProcess } from './runProcess.mjs';

/**
 * @typedef {'ours, dictionary-encoded text' | 'ours, plain text' | 'implicit-cg, ready matrix'} EndToEndWay
 * @typedef {{
 *   way: EndToEndWay, dataset: string, interactions: number, iterations: number, threads: number,
 *   runs: { totalSeconds: number, scoreSeconds?: number[], peakMb: number | null }[], skipped?: string,
 * }} EndToEnd
 */

const RANK = 10;
const ROUNDS = 3;

/**
 * Whole fits, taking turns: ours from a table of text, with the scoring of that table, and implicit's from a ready matrix.
 * @param {{ dataset: string, iterations: number, threads: number }} setting
 * @param {Partial<Record<import('./competitors.mjs').Party, string>>} unavailable
 * @returns {Promise<EndToEnd[]>}
 */
export async function measureEndToEnd(setting, unavailable) {
  const dataset = await prepareDataset(setting.dataset);
  const ways = [
    {
      way: /** @type {const} */ ('ours, dictionary-encoded text'),
      command: endToEndCommand('dictionary', dataset, setting),
      skipped: unavailable.ours,
    },
    {
      way: /** @type {const} */ ('ours, plain text'),
      command: endToEndCommand('plain', dataset, setting),
      skipped: unavailable.ours,
    },
    {
      way: /** @type {const} */ ('implicit-cg, ready matrix'),
      command: implicitFitCommand(dataset, { ...setting, rank: RANK }),
      skipped: unavailable.implicit,
    },
  ];
  /** @type {EndToEnd[]} */
  const results = ways.map(({ way, skipped }) => ({
    ...setting,
    way,
    interactions: dataset.interactions,
    runs: [],
    skipped,
  }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [n, { command }] of ways.entries()) {
      const result = results[n];
      if (result.skipped !== undefined) continue;
      const { skipped, ...run } = runProcess(command);
      if (skipped === undefined) result.runs.push(run);
      else result.skipped = skipped;
      console.log(
        `end to end, ${setting.dataset.padEnd(14)}${result.way.padEnd(32)}${skipped ?? `${run.totalSeconds.toFixed(2)} s`}`,
      );
    }
  }
  return results;
}
