// @ts-check
import path from 'node:path';
import { root } from '../../scripts/paths.mjs';
import { storeCsv } from '../data/store.mjs';
import { python } from '../peers/installPeers.mjs';
import { ALPHA, LAMBDA, regParamFor } from '../settings.mjs';

/**
 * @typedef {'ours' | 'implicit' | 'spark'} Party
 * @typedef {'ours-nonnegative' | 'ours-unconstrained' | 'ours-cg' | 'implicit-cg' | 'implicit-exact' | 'spark'} Competitor
 * @typedef {{ folder: string, numUsers: number, numItems: number, interactions: number }} Dataset
 * @typedef {{ rank: number, threads: number, iterations: number }} Setting
 * @typedef {{ program: string, args: string[], env?: NodeJS.ProcessEnv }} Command
 */

/** @param {Competitor} competitor */
export function partyOf(competitor) {
  return /** @type {Party} */ (competitor.split('-')[0]);
}

/**
 * How to train: every competitor is told the same, in its own words.
 * @param {Competitor} competitor
 * @param {Dataset} dataset
 * @param {Setting} setting
 * @param {string} factors the folder that it writes its factors to
 * @returns {Command}
 */
export function trainCommand(competitor, dataset, setting, factors) {
  const common = {
    rank: setting.rank,
    threads: setting.threads,
    iterations: setting.iterations,
    alpha: ALPHA,
    factors,
  };
  const variant = competitor.split('-')[1];
  switch (partyOf(competitor)) {
    case 'ours':
      return node('train.mjs', { data: dataset.folder, variant, regParam: regParamFor(dataset), ...common });
    case 'implicit':
      return implicit({ data: dataset.folder, variant, regularization: LAMBDA, ...common });
    case 'spark':
      storeCsv(dataset.folder);
      return spark({ data: dataset.folder, regParam: regParamFor(dataset), memory: '8g', ...common });
  }
}

/**
 * A whole fit from a table of text, and its scoring.
 * @param {'dictionary' | 'plain'} form
 * @param {Dataset} dataset
 * @param {{ threads: number, iterations: number }} setting
 */
export function endToEndCommand(form, dataset, { threads, iterations }) {
  return node('endToEnd.mjs', { data: dataset.folder, form, threads, iterations });
}

/**
 * The whole fit of `implicit` from a matrix that is ready.
 * @param {Dataset} dataset
 * @param {Setting} setting
 */
export function implicitFitCommand(dataset, { rank, threads, iterations }) {
  return implicit({
    data: dataset.folder,
    variant: 'cg',
    regularization: LAMBDA,
    alpha: ALPHA,
    rank,
    threads,
    iterations,
  });
}

export function notebookCommand() {
  return node('notebook.mjs', {});
}

/**
 * @param {string} script
 * @param {Record<string, string | number>} options
 * @returns {Command}
 */
function node(script, options) {
  return {
    program: process.execPath,
    args: [path.join(root, 'bench', 'ours', script), ...toArgs(options)],
  };
}

/**
 * @param {Record<string, string | number>} options
 * @returns {Command}
 */
function implicit(options) {
  return {
    program: python,
    args: [path.join(root, 'bench', 'peers', 'implicit_als.py'), ...toArgs(options)],
    // As implicit itself advises: its threads and BLAS's would fight for the cores.
    env: { OPENBLAS_NUM_THREADS: '1' },
  };
}

/**
 * @param {Record<string, string | number>} options
 * @returns {Command}
 */
function spark(options) {
  return {
    program: python,
    args: [path.join(root, 'bench', 'peers', 'spark_als.py'), ...toArgs(options)],
    // The environment's own Spark and Python, whatever else is installed.
    env: { SPARK_HOME: undefined, PYSPARK_PYTHON: python, SPARK_LOCAL_IP: '127.0.0.1' },
  };
}

/** @param {Record<string, string | number>} options */
function toArgs(options) {
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
}
