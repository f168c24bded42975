// @ts-check
// npm run bench:scale: fits from 0.3 to 50 million pairs and of 10,000 tenants, each in a process of its own; writes RESULTS.md here.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fitMemory } from '../../lib/dist/original/fit/fitMemory.js';
import { build } from '../../scripts/paths.mjs';
import { machineLine } from '../machine.mjs';
import { nodeCommand } from '../run/commands.mjs';
import { mustRunProcess } from '../run/runProcess.mjs';
import { count, markdownTable } from '../text.mjs';
import { quick, writeResults } from '../writeResults.mjs';

/**
 * A fit to measure. Users, resources and pairs are those of all tenants together; each pair stands in so many rows.
 * @typedef {{ users: number, resources: number, pairs: number, tenants: number, repeats: number, form: 'dictionary' | 'plain',
 *   separate: boolean, iterations: number, threads: number }} Case
 * @typedef {{ seconds: number, iterationsSeconds: number, beyondMb: number | null, peakMb: number, rows: number, users: number,
 *   resources: number }} Result
 */

/** @type {Case} */
const COMMON = {
  users: 10_000,
  resources: 5_000,
  pairs: 300_000,
  tenants: 1,
  repeats: 1,
  form: 'dictionary',
  separate: false,
  iterations: 25,
  threads: 2,
};
/** @type {Partial<Case>[]} */
const SIZES = [
  {},
  { users: 30_000, resources: 15_000, pairs: 1_000_000 },
  { users: 100_000, resources: 50_000, pairs: 5_000_000 },
  { users: 100_000, resources: 50_000, pairs: 5_000_000, form: 'plain' },
  { users: 100_000, resources: 50_000, pairs: 1_000_000, repeats: 5 },
  { users: 1_000_000, resources: 500_000, pairs: 5_000_000 },
  { users: 300_000, resources: 100_000, pairs: 20_000_000 },
  { users: 500_000, resources: 150_000, pairs: 50_000_000 },
];
/** @type {Partial<Case>[]} */
const TENANTS = [
  { tenants: 100, users: 50_000, resources: 30_000, pairs: 1_000_000 },
  { tenants: 10_000, users: 200_000, resources: 100_000, pairs: 1_000_000 },
  { tenants: 10_000, users: 500_000, resources: 300_000, pairs: 5_000_000 },
];

/** The last run's numbers, for `--render`. */
const kept = path.join(build, 'bench', 'scale.json');
const tenantsBothWays = TENANTS.flatMap((size) => [size, { ...size, separate: true }]);
const cases = [
  ...(quick ? SIZES.slice(0, 2) : SIZES),
  ...(quick ? tenantsBothWays.slice(0, 2) : tenantsBothWays),
].map((given) => ({ ...COMMON, ...given }));
const { machine, results } = process.argv.includes('--render') ? lastRun() : run();
const of = (/** @type {boolean} */ many) =>
  cases.flatMap((one, n) => (one.tenants > 1 === many ? [cells(one, results[n])] : []));

writeResults(
  'scale',
  `# Fits of many sizes on one machine

Written by \`npm run bench:scale\` on ${machine}: \`new AccessAnomaly({ maxIter: 25, threads: 2 }).fit(table)\` of generated
accesses at rank 10, each in a process of its own. Memory is the peak above what the process held with the table in it; the
formula is \`fitMemory\` (lib/original/fit/fitMemory.ts).

## Rows

${markdownTable(
  [
    'rows',
    'pairs',
    'users',
    'resources',
    'text',
    'seconds',
    'of them iterations',
    'MB',
    'formula, MB',
    'formula / measured',
  ],
  of(false).map(({ row }) => row),
  0,
)}

## Tenants

${markdownTable(
  ['tenants', 'fitted', 'pairs', 'users', 'resources', 'seconds', 'of them iterations', 'MB', 'formula, MB'],
  of(true).map(({ tenantRow }) => tenantRow),
  0,
)}
`,
);

/** @returns {{ machine: string, results: Result[] }} */
function run() {
  const load = os.loadavg()[0].toFixed(1);
  const machine = `${machineLine()}, with a load of ${load} by other work when it began`;
  const results = cases.map((one) => {
    /** @type {Result} */
    const result = mustRunProcess(nodeCommand('scale/fitSize.mjs', one));
    console.log(JSON.stringify({ ...one, ...result }));
    return result;
  });
  mkdirSync(path.dirname(kept), { recursive: true });
  writeFileSync(kept, JSON.stringify({ machine, results }));
  return { machine, results };
}

/** @returns {{ machine: string, results: Result[] }} */
function lastRun() {
  return JSON.parse(readFileSync(kept, 'utf8'));
}

/**
 * @param {Case} one
 * @param {Result} result
 */
function cells(
  { form, pairs, tenants, separate },
  { rows, users, resources, seconds, iterationsSeconds, beyondMb },
) {
  const bytes = fitMemory({
    rows,
    users,
    resources,
    rank: 10,
    threads: 2,
    textColumns: form === 'plain' ? 3 : 0,
  });
  const formula = bytes / 2 ** 20;
  const names = [count(users), count(resources)];
  const times = [seconds.toFixed(1), iterationsSeconds.toFixed(1)];
  const memory = [beyondMb === null ? '-' : count(Math.round(beyondMb)), count(Math.round(formula))];
  const ratio = beyondMb === null ? '-' : (formula / beyondMb).toFixed(2);
  return {
    row: [count(rows), count(pairs), ...names, form, ...times, ...memory, ratio],
    tenantRow: [
      count(tenants),
      separate ? 'each by itself' : 'together',
      count(pairs),
      ...names,
      ...times,
      ...memory,
    ],
  };
}
