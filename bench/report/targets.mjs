// @ts-check
import { number, rate } from './format.mjs';
import { endToEndSeconds, findCase, LABELS, msOf, notebookSeconds, scoringRate } from './select.mjs';

/**
 * @typedef {import('./select.mjs').Results} Results
 * @typedef {import('./select.mjs').Competitor} Competitor
 * @typedef {{ measure: string, must: number, aim: number, ratio: number | undefined, how: string }} Target
 */

/** How much worse an objective may be than that of implicit's default, to count as equal. */
const TOLERANCE = 0.001;

/**
 * What the engine must show, and what it showed: ratios, how many times faster ours is.
 * @param {Results} results
 * @returns {Target[]}
 */
export function targets(results) {
  const { headline, threads } = results;
  return [
    notebookTarget(results),
    trainingTarget(results, 'ours-nonnegative', 'implicit-cg', { must: 2, aim: 5 }),
    trainingTarget(results, 'ours-unconstrained', 'implicit-cg', { must: 3.5, aim: 7 }),
    highRankTarget(results),
    trainingTarget(results, 'ours-nonnegative', 'spark', { must: 7, aim: 20 }),
    {
      measure: `${headline}, rank 10, ${LABELS['ours-nonnegative']}: ${threads} threads against one`,
      must: 1.8,
      aim: 1.95,
      ...ratioOf(results, 10, ['ours-nonnegative', 1], ['ours-nonnegative', threads]),
    },
    scoringTarget(results),
    endToEndTarget(results),
  ];
}

/** @param {Results} results */
function notebookTarget(results) {
  const ours = notebookSeconds(results);
  const theirs = results.synapseMl.fitSeconds + results.synapseMl.scoreSeconds;
  return {
    measure: 'notebook 01, fit of 1,000 iterations and both scorings, against SynapseML (recorded)',
    must: 300,
    aim: 1000,
    ratio: ours && theirs / ours.both,
    how: ours ? `${number(theirs)} s / ${number(ours.both)} s` : 'not measured',
  };
}

/**
 * @param {Results} results
 * @param {Competitor} ours
 * @param {Competitor} theirs
 * @param {{ must: number, aim: number }} goal
 */
function trainingTarget(results, ours, theirs, goal) {
  const { headline, threads } = results;
  return {
    measure: `${headline}, rank 10: ${LABELS[ours]}, against ${LABELS[theirs]}`,
    ...goal,
    ...ratioOf(results, 10, [theirs, threads], [ours, threads]),
  };
}

/** @param {Results} results */
function highRankTarget(results) {
  const { headline, threads } = results;
  const goal = {
    measure: `${headline}, rank 64: our fastest solver with an objective within 0.1 %, against ${LABELS['implicit-cg']}`,
    must: 1.5,
    aim: 3,
  };
  const at = (/** @type {Competitor} */ competitor) =>
    findCase(results, { dataset: headline, rank: 64, threads, competitor });
  const theirObjective = at('implicit-cg')?.objective;
  if (theirObjective === undefined) return { ...goal, ratio: undefined, how: 'not measured' };
  const [best] = /** @type {Competitor[]} */ (['ours-cg', 'ours-unconstrained', 'ours-nonnegative'])
    .filter((ours) => (at(ours)?.objective ?? Infinity) <= theirObjective * (1 + TOLERANCE))
    .sort((a, b) => (msOf(at(a)) ?? Infinity) - (msOf(at(b)) ?? Infinity));
  if (!best) return { ...goal, ratio: undefined, how: 'none of ours reached it' };
  const { ratio, how } = ratioOf(results, 64, ['implicit-cg', threads], [best, threads]);
  return { ...goal, ratio, how: `${how} (${LABELS[best]})` };
}

/** @param {Results} results */
function scoringTarget(results) {
  const ours = scoringRate(results, 'ours, dictionary-encoded text');
  const theirs = results.synapseMl.scoredRows / results.synapseMl.scoreSeconds;
  return {
    measure: 'scoring, rows a second, against SynapseML (recorded)',
    must: 1000,
    aim: 10_000,
    ratio: ours && ours.later / theirs,
    how: ours ? `${rate(ours.later)} / ${rate(theirs)}` : 'not measured',
  };
}

/** @param {Results} results */
function endToEndTarget(results) {
  const ours = endToEndSeconds(results, 'ours, dictionary-encoded text');
  const theirs = endToEndSeconds(results, 'implicit-cg, ready matrix');
  return {
    measure: `end to end: fit of an Arrow table of ${results.headline} rows, 25 iterations, against implicit's fit alone`,
    must: 1,
    aim: 2,
    ratio: ours && theirs && theirs / ours,
    how: ours && theirs ? `${number(theirs)} s / ${number(ours)} s` : 'not measured',
  };
}

/**
 * @param {Results} results
 * @param {number} rank
 * @param {readonly [Competitor, number]} slow with its threads
 * @param {readonly [Competitor, number]} fast
 */
function ratioOf(results, rank, slow, fast) {
  const [above, below] = [slow, fast].map(([competitor, threads]) =>
    msOf(findCase(results, { dataset: results.headline, rank, threads, competitor })),
  );
  if (above === undefined || below === undefined) return { ratio: undefined, how: 'not measured' };
  return { ratio: above / below, how: `${number(above)} ms / ${number(below)} ms` };
}
