// @ts-check
// npm run bench:evidence: fits and scores of the evidence beside scipy's sparse products, and beside the plain form; writes
// RESULTS.md here.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AccessEvidence, readAccess, sql, unseenPairs } from 'access-anomaly';
import { plainEvidence } from '../../lib/dist/evidence/plain/plainEvidence.js';
import { describeMachine } from '../machine.mjs';
import { median } from '../median.mjs';
import { installPeer, python } from '../peers/installPeers.mjs';
import { runProcess } from '../run/runProcess.mjs';

const RUNS = 3;
const here = path.dirname(fileURLToPath(import.meta.url));
const data = path.join(here, '../../data/lanl-2014-user-computer');
const folder = path.join(here, '../../build/bench/evidence');
const { table } = await readAccess(data, { user: 'user', res: 'res' });
const queries = unseenPairs(table, { tenantCol: 'tenant', n: 100_000 });

const scipy = sparseProducts();
const fits = { one: await timeFits(1), two: await timeFits(2) };
const model = await new AccessEvidence({ threads: 2 }).fit(table);
const scores = timed(() => model.transform(queries, { parts: true, window: 0.2 }));
const plain = await besidePlain();
const sizes = [
  [20_000, 2_000, 320_000],
  [200_000, 20_000, 3_200_000],
  [1_400_000, 140_000, 22_400_000],
].map(([users, resources, accesses]) =>
  runProcess({
    program: process.execPath,
    args: [path.join(here, 'fitPairs.mjs'), String(users), String(resources), String(accesses)],
    env: {},
  }),
);

const { cpu, cores, memoryGb } = describeMachine();
const ratio = (/** @type {number} */ seconds) =>
  'seconds' in scipy ? `${(seconds / scipy.seconds).toFixed(2)} x` : '';
const text = `# The evidence: fits and scores

Written by \`npm run bench:evidence\` on ${cpu}, ${cores} cores, ${memoryGb} GB; Node ${process.version}. Medians of ${RUNS} runs; what follows
scipy's figure is ours over it.

## LANL 2014: ${table.numRows.toLocaleString('en')} pairs

| what | seconds | of scipy's products |
|---|---:|---:|
| scipy, X X' of users and of resources, without anything else | ${'seconds' in scipy ? scipy.seconds.toFixed(2) : `not measured: ${scipy.skipped}`} | 1 |
| fit, one thread | ${fits.one.toFixed(2)} | ${ratio(fits.one)} |
| fit, two threads | ${fits.two.toFixed(2)} | ${ratio(fits.two)} |
| scores of 100,000 random pairs, with terms and p-values, two threads | ${scores.toFixed(2)} | ${ratio(scores)} |

## Size

Generated accesses of about 14 a user; each fit in a process of its own, on as many threads as there are cores.

| users | pairs | seconds | pairs a second | peak MB |
|---:|---:|---:|---:|---:|
${sizes
  .map((size) =>
    'skipped' in size
      ? `| | | ${size.skipped} | | |`
      : `| ${size.users.toLocaleString('en')} | ${size.pairs.toLocaleString('en')} | ${size.seconds.toFixed(1)} | ${Math.round(size.pairs / size.seconds).toLocaleString('en')} | ${Math.round(size.peak).toLocaleString('en')} |`,
  )
  .join('\n')}

## Beside the formula as it is written down

\`lib/evidence/plain/plainEvidence.ts\` on ${plain.pairs} pairs and as many scores: ${plain.plainSeconds.toFixed(2)} s; the engine: ${plain.seconds.toFixed(3)} s. The largest difference of
a score: ${plain.difference.toExponential(1)}.
`;
writeFileSync(path.join(here, 'RESULTS.md'), text);
console.log(text);

function sparseProducts() {
  const reason = installPeer('implicit');
  if (reason) return { skipped: reason };
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'pairs.bin');
  writeFileSync(file, Buffer.concat([ids('user'), ids('res')]));
  const runs = Array.from({ length: RUNS }, () =>
    runProcess({ program: python, args: [path.join(here, 'sparse_products.py'), file], env: {} }),
  );
  const failed = runs.find((run) => 'skipped' in run);
  return failed ?? { seconds: median(runs.map((run) => run.seconds)) };
}

/** @param {string} name */
function ids(name) {
  const numbers = new Map();
  const column = Int32Array.from(table.getChild(name) ?? [], (value) => {
    if (!numbers.has(value)) numbers.set(value, numbers.size);
    return numbers.get(value);
  });
  return Buffer.from(column.buffer);
}

/** @param {number} threads */
async function timeFits(threads) {
  const seconds = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    await new AccessEvidence({ threads }).fit(table);
    seconds.push((performance.now() - start) / 1000);
  }
  return median(seconds);
}

/** @param {() => unknown} act */
function timed(act) {
  return median(
    Array.from({ length: RUNS }, () => {
      const start = performance.now();
      act();
      return (performance.now() - start) / 1000;
    }),
  );
}

async function besidePlain() {
  const file = path.join(here, '../../data/rbac-five-tenants.csv.gz');
  const small = await sql`
    SELECT tenant, "user", res, 1.0 AS likelihood FROM read_csv(${file}) WHERE tenant = 'domino' ORDER BY ALL`;
  const accesses = small.toArray().map(({ user, res, likelihood }) => ({ user, res, likelihood }));
  let start = performance.now();
  const expected = plainEvidence(accesses, accesses);
  const plainSeconds = (performance.now() - start) / 1000;
  start = performance.now();
  const scored = (await new AccessEvidence().fit(small)).transform(small);
  const seconds = (performance.now() - start) / 1000;
  const actual = [...(scored.getChild('evidence') ?? [])];
  const difference = Math.max(...expected.map(({ evidence }, n) => Math.abs(evidence - actual[n])));
  return { pairs: accesses.length, plainSeconds, seconds, difference };
}
