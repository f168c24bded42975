// @ts-check
import { describeMachine, describeVersions } from '../machine.mjs';
import { installPeer } from '../peers/installPeers.mjs';
import { keepResults } from '../report/writeReport.mjs';
import { ALPHA, LAMBDA, SYNAPSEML } from '../settings.mjs';
import { measureEndToEnd } from './measureEndToEnd.mjs';
import { measureGroup } from './measureGroup.mjs';
import { measureNotebook } from './measureNotebook.mjs';
import { plan } from './plan.mjs';

/** @typedef {import('./competitors.mjs').Party} Party */

/**
 * Measures all that is planned and keeps the results after every step.
 * @param {{ quick: boolean, threads: number, only: Party[] }} options
 */
export async function runBench({ quick, threads, only }) {
  const full = isFull({ quick, only });
  const start = performance.now();
  const machine = describeMachine();
  const unavailable = prepareParties(only);
  const { headline, groups, endToEndIterations } = plan({ quick, threads });
  /** @type {import('../report/select.mjs').Results} */
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
    keepResults(results, full);
  };
  keep();
  for (const group of groups) {
    results.cases.push(...(await measureGroup(group, unavailable)));
    keep();
  }
  const setting = { dataset: headline, iterations: endToEndIterations, threads };
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
  /** @type {Partial<Record<Party, string>>} */
  const unavailable = {};
  for (const party of /** @type {const} */ (['ours', 'implicit', 'spark'])) {
    const reason = !only.includes(party)
      ? 'left out by --only'
      : party === 'ours'
        ? undefined
        : installPeer(party);
    if (reason === undefined) continue;
    unavailable[party] = reason;
    console.log(`peers       ${party} will not run: ${reason}`);
  }
  return unavailable;
}
