// @ts-check
import { number } from '../runner/text.mjs';
import { findCase, headlineOf, LABELS, msOf, notebookSeconds, wholeFit } from './select.mjs';
import { SYNAPSEML } from './settings.mjs';

/**
 * @typedef {import('./types.js').EngineResults} Results
 * @typedef {import('./types.js').Competitor} Competitor
 * @typedef {{ measure: string, must: number, aim: number, ratio: number, how: string }} Target NaN: not
 * measured
 */

/** How much worse an objective may be than that of implicit's default, to count as equal. */
const TOLERANCE = 0.001;
const NOT_MEASURED = { ratio: Number.NaN, how: 'not measured' };
const EXACT = 'ours-nonnegative';
const FREE = 'ours-unconstrained';
const IMPLICIT = 'implicit-cg';

/**
 * What the engine must show, and what it showed: ratios, how many times faster ours is.
 * @param {Results} results
 * @returns {Target[]}
 */
export function targets(results) {
  const { threads } = results;
  const headline = headlineOf(results);
  const at = (/** @type {number} */ rank, /** @type {Competitor} */ competitor, of = threads) =>
    findCase(results, { dataset: headline, rank, threads: of, competitor });
  const ms = (/** @type {Competitor} */ competitor, of = threads) => msOf(at(10, competitor, of));
  const against = (/** @type {Competitor} */ ours, /** @type {Competitor} */ theirs) =>
    `${headline}, rank 10: ${LABELS[ours]}, against ${LABELS[theirs]}`;
  const [fit, ready] = ['ours, dictionary-encoded text', 'implicit-cg, ready matrix'].map((wanted) =>
    wholeFit(results.endToEnd?.find(({ way }) => way === wanted)),
  );
  const recorded = SYNAPSEML.fitSeconds + SYNAPSEML.scoreSeconds;
  const theirRate = SYNAPSEML.scoredRows / SYNAPSEML.scoreSeconds;
  /** @type {[measure: string, must: number, aim: number, Pick<Target, 'ratio' | 'how'>][]} */
  const rows = [
    [
      'notebook 01, fit of 1,000 iterations and both scorings, against SynapseML (recorded)',
      300,
      1000,
      quotient(recorded, notebookSeconds(results).both, seconds),
    ],
    [against(EXACT, IMPLICIT), 2, 5, quotient(ms(IMPLICIT), ms(EXACT))],
    [against(FREE, IMPLICIT), 3.5, 7, quotient(ms(IMPLICIT), ms(FREE))],
    [
      `${headline}, rank 64: our fastest solver with an objective within 0.1 %, against ${LABELS[IMPLICIT]}`,
      1.5,
      3,
      fastestAsGood((competitor) => at(64, competitor)),
    ],
    [against(EXACT, 'spark'), 7, 20, quotient(ms('spark'), ms(EXACT))],
    [
      `${headline}, rank 10, ${LABELS[EXACT]}: ${threads} threads against one`,
      1.8,
      1.95,
      quotient(ms(EXACT, 1), ms(EXACT)),
    ],
    [
      'scoring, rows a second, against SynapseML (recorded)',
      1000,
      10_000,
      quotient(fit.laterRate, theirRate, rate),
    ],
    [
      `end to end: fit of an Arrow table of ${headline} rows, 25 iterations, against implicit's fit alone`,
      1,
      2,
      quotient(ready.seconds, fit.seconds, seconds),
    ],
  ];
  return rows.map(([measure, must, aim, measured]) => ({ measure, must, aim, ...measured }));
}

/**
 * Rows a second, in the unit that fits.
 * @param {number} perSecond
 */
export function rate(perSecond) {
  return perSecond >= 1e6 ? number(perSecond / 1e6, 'M rows/s') : number(perSecond, ' rows/s');
}

/** @param {number} value */
function seconds(value) {
  return number(value, ' s');
}

/**
 * @param {number} above
 * @param {number} below
 */
function quotient(above, below, say = (/** @type {number} */ value) => number(value, ' ms')) {
  const ratio = above / below;
  return Number.isNaN(ratio) ? NOT_MEASURED : { ratio, how: `${say(above)} / ${say(below)}` };
}

/** @param {(competitor: Competitor) => import('./types.js').Training | undefined} at */
function fastestAsGood(at) {
  const theirs = at(IMPLICIT);
  if (theirs?.objective === undefined) return NOT_MEASURED;
  const good = theirs.objective * (1 + TOLERANCE);
  const [best] = /** @type {const} */ (['ours-cg', FREE, EXACT])
    .filter((ours) => (at(ours)?.objective ?? Infinity) <= good)
    .sort((a, b) => msOf(at(a)) - msOf(at(b)));
  if (!best) return { ratio: Number.NaN, how: 'none of ours reached it' };
  const { ratio, how } = quotient(msOf(theirs), msOf(at(best)));
  return { ratio, how: `${how} (${LABELS[best]})` };
}
