// @ts-check
import path from 'node:path';
import { root } from '../../scripts/paths.mjs';
import { storeCsv } from '../data/store.mjs';
import { python } from '../peers/installPeers.mjs';
import { ALPHA, LAMBDA, regParamFor } from '../settings.mjs';

/**
 * @typedef {import('../types.js').Command} Command
 * @typedef {import('../types.js').Competitor} Competitor
 * @typedef {import('../types.js').Dataset} Dataset
 * @typedef {{ rank: number, threads: number, iterations: number }} Setting
 */

/** @param {Competitor} competitor */
export function partyOf(competitor) {
  return /** @type {import('../types.js').Party} */ (competitor.split('-')[0]);
}

/**
 * How to train: every competitor is told the same, in its own words.
 * @param {Competitor} competitor
 * @param {Dataset} dataset
 * @param {Setting} setting
 * @param {string} [factors] the folder that it writes its factors to
 * @returns {Command}
 */
export function trainCommand(competitor, dataset, { rank, threads, iterations }, factors) {
  const variant = competitor.split('-')[1];
  const common = { data: dataset.folder, variant, rank, threads, iterations, alpha: ALPHA, factors };
  switch (partyOf(competitor)) {
    case 'ours':
      return nodeCommand('ours/train.mjs', { ...common, regParam: regParamFor(dataset) });
    case 'implicit':
      // As implicit itself advises: its threads and BLAS's would fight for the cores.
      return pythonCommand(
        'peers/implicit_als.py',
        { ...common, regularization: LAMBDA },
        { OPENBLAS_NUM_THREADS: '1' },
      );
    case 'spark':
      storeCsv(dataset.folder);
      // The environment's own Spark and Python, whatever else is installed.
      return pythonCommand(
        'peers/spark_als.py',
        { ...common, regParam: regParamFor(dataset), memory: '8g' },
        { SPARK_HOME: undefined, PYSPARK_PYTHON: python, SPARK_LOCAL_IP: '127.0.0.1' },
      );
  }
}

/**
 * A script of bench/, which is told everything in one argument.
 * @param {string} script
 * @param {object} [options]
 * @returns {Command}
 */
export function nodeCommand(script, options = {}) {
  return { program: process.execPath, args: [path.join(root, 'bench', script), JSON.stringify(options)] };
}

/**
 * @param {string} script
 * @param {object} options
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Command}
 */
export function pythonCommand(script, options, env) {
  return { program: python, args: [path.join(root, 'bench', script), JSON.stringify(options)], env };
}
