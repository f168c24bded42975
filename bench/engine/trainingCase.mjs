// @ts-check
import { ALPHA, LAMBDA, regParamFor } from './settings.mjs';

/**
 * How to train: every competitor gets the same settings, in its own terms.
 * @param {import('./types.js').Competitor} competitor
 * @param {import('../types.js').Dataset} dataset
 * @param {Omit<import('./types.js').Setting, 'dataset'>} setting
 * @param {string} [factors] the folder that it writes its factors to
 * @returns {Omit<import('../types.js').Case, 'about'>}
 */
export function trainingCase(competitor, dataset, { rank, threads, iterations }, factors) {
  const [name, variant] = competitor.split('-');
  const party = /** @type {import('../types.js').Party} */ (name);
  const common = { data: dataset.folder, variant, rank, threads, iterations, alpha: ALPHA, factors };
  switch (party) {
    case 'ours':
      return { party, script: 'ours/train.mjs', told: { ...common, regParam: regParamFor(dataset) } };
    case 'implicit':
      return {
        party,
        script: 'peers/implicit_als.py',
        told: { ...common, regularization: LAMBDA },
        // implicit itself advises this: its threads and BLAS's would compete for the cores.
        env: { OPENBLAS_NUM_THREADS: '1' },
      };
    case 'spark':
      return {
        party,
        script: 'peers/spark_als.py',
        told: { ...common, regParam: regParamFor(dataset), memory: '8g' },
        env: { SPARK_LOCAL_IP: '127.0.0.1' },
      };
  }
}
