// @ts-check
import { median } from '../runner/text.mjs';

/**
 * @typedef {import('./types.js').EngineResults} Results
 * @typedef {import('./types.js').Training} Training
 * @typedef {import('./types.js').Competitor} Competitor
 * @typedef {import('./types.js').WholeFit} WholeFit
 */

/** @type {Record<Competitor, string>} */
export const LABELS = {
  'ours-nonnegative': 'ours, non-negative exact',
  'ours-unconstrained': 'ours, unconstrained exact',
  'ours-cg': 'ours, conjugate gradients',
  'implicit-cg': 'implicit, CG (its default)',
  'implicit-exact': 'implicit, exact',
  spark: 'Spark ALS, non-negative',
};

/** The dataset that matters most. @param {{ quick: boolean }} run */
export function headlineOf({ quick }) {
  return quick ? '1M' : '5M';
}

/**
 * @param {Pick<Results, 'cases'>} results
 * @param {Pick<Training, 'dataset' | 'rank' | 'threads' | 'competitor'>} which
 */
export function findCase({ cases }, { dataset, rank, threads, competitor }) {
  return cases.find(
    (it) =>
      it.dataset === dataset && it.rank === rank && it.threads === threads && it.competitor === competitor,
  );
}

/**
 * Median milliseconds for an iteration; NaN if it wasn't measured.
 * @param {Training | undefined} it
 */
export function msOf(it) {
  return median(it?.runs.map(({ msPerIteration }) => msPerIteration) ?? []);
}

/**
 * Median seconds of a whole fit, and rows scored a second: by the first call of a process, and the median of
 * the later ones. NaN where it wasn't measured.
 * @param {Partial<WholeFit>} [it]
 */
export function wholeFit({ runs = [], interactions = Number.NaN } = {}) {
  const scorings = runs.map(({ scoreSeconds = [] }) => scoreSeconds);
  return {
    seconds: median(runs.map(({ totalSeconds }) => totalSeconds)),
    firstRate: interactions / median(scorings.flatMap((seconds) => seconds.slice(0, 1))),
    laterRate: interactions / median(scorings.flatMap((seconds) => seconds.slice(1))),
  };
}

/**
 * Median seconds of the notebook's fit and scorings; NaN where they weren't measured.
 * @param {Results} results
 */
export function notebookSeconds({ notebook: [{ runs }] }) {
  return {
    fit: median(runs.map(({ fitSeconds }) => fitSeconds)),
    score: median(runs.map(({ scoreSeconds }) => scoreSeconds)),
    both: median(runs.map(({ fitSeconds, scoreSeconds }) => fitSeconds + scoreSeconds)),
  };
}
