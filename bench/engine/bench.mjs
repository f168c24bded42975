// @ts-check
// npm run bench -- engine: this engine beside implicit and Spark, on the same data and threads.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from '../../scripts/paths.mjs';
import { prepareDataset, REAL } from '../data/datasets.mjs';
import { load, readFloats } from '../data/store.mjs';
import { median } from '../runner/text.mjs';
import { objective } from './objective.mjs';
import { headlineOf } from './select.mjs';
import { ALPHA, LAMBDA } from './settings.mjs';
import { trainingCase } from './trainingCase.mjs';

export { picture } from './picture.mjs';
export { report } from './report.mjs';

/**
 * @typedef {import('./types.js').Competitor} Competitor
 * @typedef {import('./types.js').Training} Training
 * @typedef {import('./types.js').Setting & { competitors: Competitor[] }} Comparison
 * @typedef {{ iterationMs: number[] } & Omit<Training['runs'][number], 'msPerIteration'>} Answer
 */

/** @type {Competitor[]} */
const NATIVE = ['ours-nonnegative', 'ours-unconstrained', 'ours-cg', 'implicit-cg', 'implicit-exact'];
/** @type {Competitor[]} */
const ALL = [...NATIVE, 'spark'];

/**
 * Spark is left out where it would take long.
 * @type {[dataset: string, rank: number, Competitor[], iterations?: number][]}
 */
const FULL = [
  ['5M', 10, ALL],
  ['5M', 64, NATIVE],
  ['100k', 10, ALL],
  ['1M', 10, ALL],
  ['20M', 10, NATIVE, 5],
  [REAL, 10, ALL],
  ['1M', 32, ALL],
  ['1M', 64, NATIVE],
  ['5M', 32, NATIVE],
];
/** @type {typeof FULL} */
const QUICK = [
  ['1M', 10, ALL],
  ['100k', 10, ALL],
  ['1M', 64, NATIVE],
];
const OURS = /** @type {const} */ ('ours');
const ROUNDS = 3;
const NOTEBOOK_ROUNDS = 5;
/** A training that takes longer, start and reading included, is measured once. */
const CHEAP_SECONDS = 12;

/** @type {import('../types.js').Bench['groups']} */
export async function* groups({ quick, threads }) {
  const notebook = { about: { what: 'notebook 01' }, party: OURS, script: 'ours/notebook.mjs' };
  yield { table: 'notebook', rounds: NOTEBOOK_ROUNDS, cases: [notebook] };

  const comparisons = (quick ? QUICK : FULL).map(([dataset, rank, competitors, iterations = 10]) => {
    return { dataset, rank, threads, iterations, competitors };
  });
  if (threads > 1) comparisons.splice(1, 0, { ...comparisons[0], competitors: NATIVE, threads: 1 });
  for (const comparison of comparisons) yield* trainings(comparison);

  yield wholeFits({ dataset: headlineOf({ quick }), iterations: 25, threads });
}

/**
 * Trains each competitor.
 * @param {Comparison} comparison
 * @returns {AsyncGenerator<import('../types.js').Group>}
 */
async function* trainings({ competitors, ...setting }) {
  const dataset = await prepareDataset(setting.dataset);
  const folder = path.join(build, 'bench', 'factors');
  const cases = competitors.map((competitor) => {
    const factors = path.join(folder, competitor);
    mkdirSync(factors, { recursive: true });
    return {
      ...trainingCase(competitor, dataset, setting, factors),
      about: { ...setting, interactions: dataset.interactions, competitor },
      read(/** @type {Answer} */ { iterationMs, ...run }, /** @type {Training} */ measured) {
        // The seed is the same in each round, and so is the result.
        measured.objective ??= judge(dataset, factors, setting.rank);
        return { msPerIteration: median(iterationMs), ...run };
      },
    };
  });
  yield { table: 'cases', cases, rounds: ROUNDS, cheapSeconds: CHEAP_SECONDS };
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @param {import('../types.js').Dataset} dataset
 * @param {string} folder of the factors
 * @param {number} rank
 */
function judge(dataset, folder, rank) {
  const [userFactors, itemFactors] = ['users', 'items'].map((side) =>
    readFloats(path.join(folder, `${side}.f32`)),
  );
  const factors = { userFactors, itemFactors, rank };
  return objective(load(dataset.folder), factors, { alpha: ALPHA, lambda: LAMBDA });
}

/**
 * Ours from a table of text, with the scoring of that table, and implicit's from a ready matrix.
 * @param {{ dataset: string, iterations: number, threads: number }} setting
 * @returns {Promise<import('../types.js').Group>}
 */
async function wholeFits(setting) {
  const dataset = await prepareDataset(setting.dataset);
  const { iterations, threads } = setting;
  const about = { ...setting, interactions: dataset.interactions };
  const ours = (/** @type {'dictionary' | 'plain'} */ form) => ({
    party: OURS,
    script: 'ours/endToEnd.mjs',
    told: { data: dataset.folder, form, threads, iterations },
  });
  return {
    table: 'endToEnd',
    rounds: ROUNDS,
    cases: [
      { about: { ...about, way: 'ours, dictionary-encoded text' }, ...ours('dictionary') },
      { about: { ...about, way: 'ours, plain text' }, ...ours('plain') },
      {
        about: { ...about, way: 'implicit-cg, ready matrix' },
        ...trainingCase('implicit-cg', dataset, { rank: 10, threads, iterations }),
      },
    ],
  };
}
