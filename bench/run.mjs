// @ts-check
// npm run bench -- [name] [--quick] [--only parties] [--threads n] [--render]: bench/README.md says what is
// measured, and how.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/paths.mjs';
import { main } from '../scripts/run.mjs';
import { buildLibrary } from '../scripts/setup/buildLibrary.mjs';
import { checkNode } from '../scripts/setup/checkNode.mjs';
import { installPackages } from '../scripts/setup/installPackages.mjs';
import { measure } from './runner/measure.mjs';
import { keepResults, writeReport } from './runner/results.mjs';

/** @typedef {import('./types.js').Party} Party */

/** The benchmarks, each with the parties that `--only` chooses from. @type {Record<string, Party[]>} */
const BENCHES = {
  engine: ['ours', 'implicit', 'spark'],
  events: ['ours'],
  logs: ['ours'],
  model: ['ours'],
  scale: ['ours'],
  evidence: ['ours', 'implicit'],
  spark: ['ours'],
  page: ['ours'],
};
const DEFAULT = 'engine';

const USAGE = `npm run bench -- [benchmark] [--quick] [--only parties] [--threads n] [--render]

benchmarks: ${Object.keys(BENCHES).join(', ')} (default: ${DEFAULT}); bench/README.md says what they measure`;

await main(async () => {
  const { name, render, help, ...options } = readOptions();
  if (help) return console.log(USAGE);
  checkNode();
  await installPackages();
  await buildLibrary();
  /** @type {import('./types.js').Bench} */
  const bench = await import(`./${name}/bench.mjs`);
  // A run of less than everything isn't worth keeping in the project.
  const full = !options.quick && options.only.length === BENCHES[name].length;
  if (!render) await measure(bench, options, (results) => keepResults(name, full, results));
  console.log(`\nwritten to ${path.relative(root, await writeReport(bench, name, full))}`);
});

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      render: { type: 'boolean', default: false },
      threads: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const [name = DEFAULT] = positionals;
  const known = Object.keys(BENCHES).join(', ');
  if (positionals.length > 1 || !Object.hasOwn(BENCHES, name))
    throw new RangeError(`Expected one benchmark of ${known}, got ${positionals.join(' ')}`);
  if (values.threads !== undefined && name !== DEFAULT)
    throw new RangeError(`Expected --threads with ${DEFAULT} only, got it with ${name}`);
  const threads = Number(values.threads ?? 2);
  if (!Number.isInteger(threads) || threads < 1)
    throw new RangeError(`Expected --threads to be a positive integer, got ${values.threads}`);
  const parties = BENCHES[name];
  const chosen = values.only?.split(',') ?? parties;
  const unknown = chosen.find((party) => !parties.some((other) => other === party));
  if (unknown !== undefined)
    throw new RangeError(`Expected --only to list some of ${parties.join(', ')}, got ${unknown}`);
  return { ...values, name, threads, parties, only: parties.filter((party) => chosen.includes(party)) };
}
