// @ts-check
// A process of its own: fits and scores of LANL 2014, several of each; and the same scores as the formula's
// plain form has.
import path from 'node:path';
import { AccessEvidence, readAccess, sql } from 'access-anomaly';
import { unseenPairs } from 'access-anomaly/evaluate';
import { Table } from 'apache-arrow';
import { root } from '../../scripts/paths.mjs';
import { realFolder } from '../data/datasets.mjs';
import { answer, timed, told } from '../ours/answer.mjs';

const { table } = await readAccess(realFolder, { user: 'user', res: 'res' });
const queries = unseenPairs(table, { n: 100_000 });

// What was read and scored from a table is remembered, so each run gets a table of its own.
const copyOf = (/** @type {import('apache-arrow').Table} */ table) => new Table(table.batches);
const fitOn = (/** @type {number} */ threads) => new AccessEvidence({ threads }).fit(copyOf(table));
const fits = {
  'fit, one thread': await times(() => fitOn(1)),
  'fit, two threads': await times(() => fitOn(2)),
};
const model = await fitOn(2);
const scores = await times(() => model.transform(copyOf(queries), { parts: true, window: 0.2 }));
const measured = {
  ...fits,
  'scores of 100,000 random pairs, with terms and p-values, two threads': scores,
};
answer({ pairs: table.numRows, measured, plain: await besidePlain() });

/** @param {() => unknown} run */
async function times(run) {
  const seconds = [];
  for (let n = 0; n < told.runs; n++) seconds.push((await timed(run)).seconds);
  return seconds;
}

async function besidePlain() {
  /** @type {typeof import('../../tests/oracles/plainEvidence.js')} */
  const { plainEvidence } = await import(told.oracle);
  const file = path.join(root, 'data/rbac-five-tenants.csv.gz');
  const small = await sql`
    SELECT tenant, "user", res, 1.0 AS likelihood FROM read_csv(${file}) WHERE tenant = 'domino' ORDER BY ALL`;
  const accesses = small.toArray().map(({ user, res, likelihood }) => ({ user, res, likelihood }));
  const plain = await timed(() => plainEvidence(accesses, accesses));
  const engine = await timed(async () => (await new AccessEvidence().fit(small)).transform(small));
  const actual = [...(engine.result.getChild('evidence') ?? [])];
  const difference = Math.max(...plain.result.map(({ evidence }, n) => Math.abs(evidence - actual[n])));
  return { pairs: accesses.length, plainSeconds: plain.seconds, seconds: engine.seconds, difference };
}
