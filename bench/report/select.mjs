// @ts-check
import { median } from '../median.mjs';

/**
 * Everything that a run has measured: all that the report is made of.
 * @typedef {{
 *   date: string, minutes: number, quick: boolean, threads: number, headline: string,
 *   machine: import('../machine.mjs').Machine, versions: Record<string, string | null>,
 *   unavailable: Partial<Record<import('../run/competitors.mjs').Party, string>>,
 *   alpha: number, lambda: number,
 *   synapseMl: { fitSeconds: number, scoreSeconds: number, scoredRows: number },
 *   cases: import('../run/measureGroup.mjs').Case[],
 *   endToEnd: import('../run/measureEndToEnd.mjs').EndToEnd[],
 *   notebook: import('../run/measureNotebook.mjs').Notebook,
 * }} Results
 * @typedef {import('../run/competitors.mjs').Competitor} Competitor
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

/**
 * @param {Results} results
 * @param {{ dataset: string, rank: number, threads: number, competitor: Competitor }} which
 */
export function findCase(results, which) {
  return results.cases.find((it) =>
    Object.entries(which).every(
      ([name, value]) => /** @type {Record<string, unknown>} */ (it)[name] === value,
    ),
  );
}

/**
 * Median milliseconds an iteration.
 * @param {import('../run/measureGroup.mjs').Case | undefined} it
 * @returns {number | undefined}
 */
export function msOf(it) {
  return it && it.runs.length > 0 ? median(it.runs.map(({ msPerIteration }) => msPerIteration)) : undefined;
}

/**
 * Median seconds of a whole fit.
 * @param {Results} results
 * @param {import('../run/measureEndToEnd.mjs').EndToEndWay} way
 */
export function endToEndSeconds(results, way) {
  const runs = results.endToEnd.find((it) => it.way === way)?.runs ?? [];
  return runs.length > 0 ? median(runs.map(({ totalSeconds }) => totalSeconds)) : undefined;
}

/**
 * Rows scored a second: the first call of a process, and the median of the later ones.
 * @param {Results} results
 * @param {import('../run/measureEndToEnd.mjs').EndToEndWay} way
 */
export function scoringRate(results, way) {
  const it = results.endToEnd.find((candidate) => candidate.way === way);
  const runs = (it?.runs ?? [])
    .map(({ scoreSeconds }) => scoreSeconds ?? [])
    .filter(({ length }) => length > 1);
  if (!it || runs.length === 0) return undefined;
  return {
    first: it.interactions / median(runs.map(([first]) => first)),
    later: it.interactions / median(runs.flatMap(([, ...later]) => later)),
  };
}

/**
 * Median seconds of the notebook's fit and scorings.
 * @param {Results} results
 */
export function notebookSeconds({ notebook: { runs } }) {
  if (runs.length === 0) return undefined;
  return {
    fit: median(runs.map(({ fitSeconds }) => fitSeconds)),
    score: median(runs.map(({ scoreSeconds }) => scoreSeconds)),
    both: median(runs.map(({ fitSeconds, scoreSeconds }) => fitSeconds + scoreSeconds)),
  };
}
