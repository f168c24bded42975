// @ts-check
import { REAL } from '../data/datasets.mjs';
import { describeMachine, describeVersions } from '../machine.mjs';
import { installPeer } from '../peers/installPeers.mjs';
import { keepResults } from '../report/writeReport.mjs';
import { ALPHA, LAMBDA, SYNAPSEML } from '../settings.mjs';
import { measureEndToEnd, measureGroup, measureNotebook } from './measure.mjs';

/**
 * @typedef {import('../types.js').Competitor} Competitor
 * @typedef {import('../types.js').Party} Party
 */

/** @type {Competitor[]} */
const NATIVE = ['ours-nonnegative', 'ours-unconstrained', 'ours-cg', 'implicit-cg', 'implicit-exact'];
/** @type {Competitor[]} */
const ALL = [...NATIVE, 'spark'];

/** @type {[dataset: string, rank: number, Competitor[], iterations?: number][]} Spark is left out of what would take it long. */
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
const END_TO_END_ITERATIONS = 25;

/**
 * Measures all that is planned and keeps the results after every step.
 * @param {{ quick: boolean, threads: number, only: Party[] }} options
 */
export async function runBench({ quick, threads, only }) {
  const start = performance.now();
  const machine = describeMachine();
  const unavailable = prepareParties(only);
  const headline = quick ? '1M' : '5M';
  const groups = (quick ? QUICK : FULL).map(([dataset, rank, competitors, iterations = 10]) => {
    return { dataset, rank, threads, iterations, competitors };
  });
  if (threads > 1) groups.splice(1, 0, { ...groups[0], competitors: NATIVE, threads: 1 });
  /** @type {import('../types.js').Results} */
  const results = {
    date: new Date().toISOString(),
    minutes: 0,
    quick,
    threads,
    headline,
    machine,
    versions: describeVersions(),
    unavailable,
    alpha: ALPHA,
    lambda: LAMBDA,
    synapseMl: SYNAPSEML,
    cases: [],
    endToEnd: [],
    notebook: measureNotebook(unavailable.ours),
  };
  const keep = () => {
    results.minutes = (performance.now() - start) / 60_000;
    keepResults(results, isFull({ quick, only }));
  };
  keep();
  for (const group of groups) {
    results.cases.push(...(await measureGroup(group, unavailable)));
    keep();
  }
  const setting = { dataset: headline, iterations: END_TO_END_ITERATIONS, threads };
  results.endToEnd = await measureEndToEnd(setting, unavailable);
  keep();
}

/**
 * Whether a run measures everything, as far as it can.
 * @param {{ quick: boolean, only: Party[] }} options
 */
export function isFull({ quick, only }) {
  return !quick && only.length === 3;
}

/** @param {Party[]} only */
function prepareParties(only) {
  /** @type {import('../types.js').Unavailable} */
  const unavailable = {};
  for (const party of /** @type {const} */ (['ours', 'implicit', 'spark'])) {
    const install = () => (party === 'ours' ? undefined : installPeer(party));
    const reason = only.includes(party) ? install() : 'left out by --only';
    if (reason === undefined) continue;
    unavailable[party] = reason;
    console.log(`peers       ${party} will not run: ${reason}`);
  }
  return unavailable;
}
