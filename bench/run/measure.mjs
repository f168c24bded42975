// @ts-check
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from '../../scripts/paths.mjs';
import { loadDataset, prepareDataset } from '../data/datasets.mjs';
import { readFloats } from '../data/store.mjs';
import { objective } from '../objective.mjs';
import { ALPHA, LAMBDA } from '../settings.mjs';
import { median } from '../text.mjs';
import { nodeCommand, partyOf, trainCommand } from './commands.mjs';
import { isSkipped, runProcess } from './runProcess.mjs';

/**
 * @typedef {import('../types.js').Case} Case
 * @typedef {import('../types.js').EndToEnd} EndToEnd
 * @typedef {import('../types.js').Notebook} Notebook
 * @typedef {import('../types.js').Unavailable} Unavailable
 */

const ROUNDS = 3;
const NOTEBOOK_ROUNDS = 5;
/** A training that takes longer, start and reading included, is measured once. */
const CHEAP_SECONDS = 12;

/**
 * Trains each competitor of a group.
 * @param {import('../types.js').Group} group
 * @param {Unavailable} unavailable
 * @returns {Promise<Case[]>}
 */
export async function measureGroup({ competitors, ...setting }, unavailable) {
  const dataset = await prepareDataset(setting.dataset);
  const { interactions } = dataset;
  const factors = path.join(build, 'bench', 'factors');
  const { rank, threads } = setting;
  const label = `${setting.dataset} rank ${rank}, ${threads} thread${threads === 1 ? '' : 's'}`.padEnd(26);
  const entries = competitors.map((competitor) => {
    /** @type {Case} */
    const result = {
      ...setting,
      interactions,
      competitor,
      runs: [],
      skipped: unavailable[partyOf(competitor)],
    };
    /** @param {{ iterationMs: number[], totalSeconds: number, peakMb: number | null, beyondMb: number | null }} output */
    const keep = ({ iterationMs, ...run }) => {
      const msPerIteration = median(iterationMs);
      result.runs.push({ msPerIteration, ...run });
      // The seed is the same in each round, and so is the result.
      result.objective ??= judge(setting, factors);
      return `${msPerIteration.toFixed(1)} ms an iteration, objective ${result.objective.toPrecision(6)}`;
    };
    const command = () => {
      rmSync(factors, { recursive: true, force: true });
      mkdirSync(factors, { recursive: true });
      return trainCommand(competitor, dataset, setting, factors);
    };
    return { label: `${label}${competitor.padEnd(20)}`, result, command, keep };
  });
  takeTurns(entries, { rounds: ROUNDS, cheapSeconds: CHEAP_SECONDS });
  rmSync(factors, { recursive: true, force: true });
  return entries.map(({ result }) => result);
}

/**
 * Whole fits: ours from a table of text, with the scoring of that table, and implicit's from a ready matrix.
 * @param {{ dataset: string, iterations: number, threads: number }} setting
 * @param {Unavailable} unavailable
 * @returns {Promise<EndToEnd[]>}
 */
export async function measureEndToEnd(setting, unavailable) {
  const dataset = await prepareDataset(setting.dataset);
  const { iterations, threads } = setting;
  const fit = (/** @type {string} */ form) =>
    nodeCommand('ours/endToEnd.mjs', { data: dataset.folder, form, threads, iterations });
  const ways = /** @type {const} */ ([
    ['ours, dictionary-encoded text', 'ours', fit('dictionary')],
    ['ours, plain text', 'ours', fit('plain')],
    ['implicit-cg, ready matrix', 'implicit', trainCommand('implicit-cg', dataset, { ...setting, rank: 10 })],
  ]);
  const entries = ways.map(([way, party, command]) => {
    /** @type {EndToEnd} */
    const result = {
      ...setting,
      way,
      interactions: dataset.interactions,
      runs: [],
      skipped: unavailable[party],
    };
    /** @param {EndToEnd['runs'][number]} run */
    const keep = (run) => {
      result.runs.push(run);
      return `${run.totalSeconds.toFixed(2)} s`;
    };
    const label = `end to end, ${setting.dataset.padEnd(14)}${way.padEnd(32)}`;
    return { label, result, command: () => command, keep };
  });
  takeTurns(entries, { rounds: ROUNDS });
  return entries.map(({ result }) => result);
}

/**
 * The fit of notebook 01 and its two scorings, each time in a fresh process.
 * @param {string} [unavailable]
 * @returns {Notebook}
 */
export function measureNotebook(unavailable) {
  /** @type {Notebook} */
  const result = { runs: [], skipped: unavailable };
  /** @param {Notebook['runs'][number]} run */
  const keep = (run) => {
    result.runs.push(run);
    const [fit, score] = [run.fitSeconds, run.scoreSeconds].map((seconds) => (1000 * seconds).toFixed(1));
    return `fit ${fit} ms, both scorings ${score} ms`;
  };
  const command = () => nodeCommand('ours/notebook.mjs');
  takeTurns([{ label: 'notebook 01'.padEnd(26), result, command, keep }], { rounds: NOTEBOOK_ROUNDS });
  return result;
}

/**
 * Runs each in a process of its own, one at a time, several times, taking turns so that a passing disturbance doesn't hit
 * one of them alone. One that fails isn't run again.
 * @template Run
 * @param {{
 *   label: string, result: { skipped?: string }, command: () => import('../types.js').Command,
 *   keep: (run: Run) => string,
 * }[]} entries `keep` takes what a run has printed, and says it in words
 * @param {{ rounds: number, cheapSeconds?: number }} limits
 */
function takeTurns(entries, { rounds, cheapSeconds = Infinity }) {
  const dear = new Set();
  for (let round = 0; round < rounds; round++) {
    for (const entry of entries) {
      if (entry.result.skipped !== undefined || dear.has(entry)) continue;
      const command = entry.command();
      const start = performance.now();
      /** @type {Run | import('../types.js').Skipped} */
      const run = runProcess(command);
      if (performance.now() - start > cheapSeconds * 1000) dear.add(entry);
      if (isSkipped(run)) entry.result.skipped = run.skipped;
      console.log(`${entry.label}${isSkipped(run) ? `- (${run.skipped})` : entry.keep(run)}`);
    }
  }
}

/**
 * @param {{ dataset: string, rank: number }} setting
 * @param {string} factors
 */
function judge({ dataset, rank }, factors) {
  const [userFactors, itemFactors] = ['users', 'items'].map((side) =>
    readFloats(path.join(factors, `${side}.f32`)),
  );
  return objective(
    loadDataset(dataset),
    { userFactors, itemFactors, rank },
    { alpha: ALPHA, lambda: LAMBDA },
  );
}
