// @ts-check
// npm run bench: this engine beside implicit and Spark, on the same data and threads. bench/README.md says how.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeReport } from '../bench/report/writeReport.mjs';
import { isFull, runBench } from '../bench/run/runBench.mjs';
import { root } from './paths.mjs';
import { main } from './run.mjs';
import { buildLibrary } from './setup/buildLibrary.mjs';
import { checkNode } from './setup/checkNode.mjs';
import { installPackages } from './setup/installPackages.mjs';

/** @typedef {import('../bench/types.js').Party} Party */

/** @type {Party[]} */
const PARTIES = ['ours', 'implicit', 'spark'];

await main(async () => {
  const { quick, threads, only, render } = readOptions();
  if (!render) {
    checkNode();
    await installPackages();
    await buildLibrary();
    await runBench({ quick, threads, only });
  }
  console.log(`\nwritten to ${path.relative(root, await writeReport(isFull({ quick, only })))}`);
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      render: { type: 'boolean', default: false },
      threads: { type: 'string', default: '2' },
      only: { type: 'string', default: PARTIES.join(',') },
    },
  });
  const threads = Number(values.threads);
  if (!Number.isInteger(threads) || threads < 1)
    throw new RangeError(`Expected --threads to be a positive integer, got ${values.threads}`);
  const only = values.only.split(',');
  const unknown = only.find((party) => !PARTIES.some((known) => known === party));
  if (unknown !== undefined)
    throw new RangeError(`Expected --only to list some of ${PARTIES.join(', ')}, got ${unknown}`);
  return { ...values, threads, only: PARTIES.filter((party) => only.includes(party)) };
}
