// @ts-check
// A process of its own: a fit of made-up accesses, in seconds, and how far it goes above what its table
// takes.
import { AccessAnomaly } from 'access-anomaly';
import { collectGarbage } from '../../lib/dist/base/threads/collectGarbage.js';
import { fitMemory } from '../../lib/dist/original/fit/fitMemory.js';
import { generate } from '../data/generate.mjs';
import { accessTable } from '../ours/accessTable.mjs';
import { answer, timed, told } from '../ours/answer.mjs';
import { trackMemory } from '../ours/memory.mjs';
import { tenantsTable } from './tenantsTable.mjs';

/** @type {import('./bench.mjs').Size} */
const { users, resources, pairs, tenants, repeats, form, separate } = told;
const ITERATIONS = 25;
const THREADS = 2;

const table = makeTable();
// Garbage from making the table would hide the memory of the fit.
collectGarbage();
await new Promise((resolve) => setTimeout(resolve, 200));
const memory = trackMemory();
/** @type {number[]} */
const ends = [];
const onIteration = () => ends.push(performance.now());
const fit = new AccessAnomaly({ maxIter: ITERATIONS, separateTenants: separate, threads: THREADS });
const { result: model, seconds } = await timed(() => fit.fit(table, { onIteration }));
const usage = memory();
const rows = table.numRows;
const { numUsers, numResources } = model;
const size = { rows, users: numUsers, resources: numResources, rank: 10, threads: THREADS };
answer({
  seconds,
  iterationsSeconds: ((ends[ends.length - 1] - ends[0]) * ends.length) / (ends.length - 1) / 1000,
  ...usage,
  formulaMb: fitMemory({ ...size, textColumns: form === 'plain' ? 3 : 0 }) / 2 ** 20,
  rows,
  numUsers,
  numResources,
});

function makeTable() {
  if (tenants > 1) return tenantsTable({ tenants, users, resources, pairs });
  const interactions = generate({ users, items: resources, interactions: pairs, seed: 1 });
  if (repeats === 1) return accessTable(interactions, form);
  const repeat = (/** @type {Int32Array} */ ids) =>
    Int32Array.from({ length: repeats * ids.length }, (_, n) => ids[n % ids.length]);
  const ratings = new Float32Array(repeats * pairs).fill(1);
  return accessTable(
    { ...interactions, users: repeat(interactions.users), items: repeat(interactions.items), ratings },
    form,
  );
}
