// @ts-check
import { installPeer } from '../peers/installPeers.mjs';
import { describeMachine, describeVersions } from './machine.mjs';
import { runProcess } from './runProcess.mjs';
import { count, number } from './text.mjs';

/**
 * @typedef {import('../types.js').Measured} Measured
 * @typedef {import('../types.js').Party} Party
 * @typedef {import('../types.js').Unavailable} Unavailable
 */

/**
 * Measures all groups of a benchmark, one after the other.
 * @param {import('../types.js').Bench} bench
 * @param {{ quick: boolean, threads: number, parties: Party[], only: Party[] }} options
 * @param {(results: import('../types.js').Results) => void} keep told the results so far
 */
export async function measure(bench, { quick, threads, parties, only }, keep) {
  const start = performance.now();
  const date = new Date().toISOString();
  const machine = describeMachine();
  const unavailable = prepareParties(parties, only);
  const circumstances = { date, quick, threads, machine, versions: describeVersions(), unavailable };
  /** @type {Record<string, Measured[]>} */
  const tables = {};
  for await (const group of bench.groups({ quick, threads })) {
    tables[group.table] = [...(tables[group.table] ?? []), ...(await takeTurns(group, unavailable))];
    keep({ ...circumstances, minutes: (performance.now() - start) / 60_000, ...tables });
  }
}

/**
 * Runs each case in a process of its own, one at a time, and several times, by turns, so that a passing
 * disturbance doesn't affect only one of them. A case that fails isn't run again.
 * @param {import('../types.js').Group} group
 * @param {Unavailable} unavailable
 */
async function takeTurns({ cases, rounds = 1, cheapSeconds = Infinity, warmUp = false }, unavailable) {
  if (warmUp) await runProcess(cases[0]);
  const entries = cases.map((one) => {
    const skipped = one.party && unavailable[one.party];
    /** @type {Measured} */
    const measured = { ...one.about, runs: [], skipped };
    return { one, measured, isDone: skipped !== undefined };
  });
  for (let round = 0; round < rounds; round++) {
    for (const entry of entries.filter(({ isDone }) => !isDone)) {
      const { one, measured } = entry;
      const start = performance.now();
      const outcome = await runProcess(one);
      entry.isDone = 'failure' in outcome || performance.now() - start > cheapSeconds * 1000;
      if ('failure' in outcome) {
        if (!one.party) throw new Error(`Expected ${one.script} to run, got ${outcome.failure}`);
        measured.skipped = outcome.failure;
        console.log(`${inWords(one.about)}: not measured: ${outcome.failure}`);
      } else {
        const run = one.read ? one.read(outcome.answer, measured) : outcome.answer;
        measured.runs.push(run);
        console.log(`${inWords(one.about)}: ${inWords(run)}`);
      }
    }
  }
  return entries.map(({ measured }) => measured);
}

/**
 * `{ rank: 10, peakMb: 75.48 }` as `rank 10, peak MB 75.5`.
 * @param {object} values lists and objects among them are left out
 */
function inWords(values) {
  return Object.entries(values)
    .filter(([, value]) => typeof value !== 'object')
    .map(([name, value]) => {
      const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/ mb$/, ' MB');
      const text = Number.isInteger(value) ? count(value) : typeof value === 'number' ? number(value) : value;
      return `${words} ${text}`;
    })
    .join(', ');
}

/**
 * Installs the wanted parties.
 * @param {Party[]} parties
 * @param {Party[]} only
 */
function prepareParties(parties, only) {
  /** @type {Unavailable} */
  const unavailable = {};
  for (const party of parties) {
    const install = () => (party === 'ours' ? undefined : installPeer(party));
    const reason = only.includes(party) ? install() : 'left out by --only';
    if (reason === undefined) continue;
    unavailable[party] = reason;
    console.log(`peers       ${party} will not run: ${reason}`);
  }
  return unavailable;
}
