// @ts-check
// A fit of made-up accesses in a process of its own: seconds, and how far it went above what its table takes. Prints JSON.
import { AccessAnomaly } from 'access-anomaly';
import { generate } from '../data/generate.mjs';
import { accessTable } from '../ours/accessTable.mjs';
import { trackMemory } from '../ours/memory.mjs';
import { tenantsTable } from './tenantsTable.mjs';

/** @type {import('./run.mjs').Case} */
const { users, resources, pairs, tenants, repeats, form, separate, iterations, threads } = JSON.parse(
  process.argv[2],
);

const table = makeTable();
await collected();
const memory = trackMemory();
/** @type {number[]} */
const ends = [];
const start = performance.now();
const model = await new AccessAnomaly({ maxIter: iterations, separateTenants: separate, threads }).fit(
  table,
  {
    onIteration: () => ends.push(performance.now()),
  },
);
const end = performance.now();
const { beyondMb, peakMb } = memory();
const iterationsSeconds = ((ends[ends.length - 1] - ends[0]) * ends.length) / (ends.length - 1) / 1000;
console.log(
  JSON.stringify({
    seconds: (end - start) / 1000,
    iterationsSeconds,
    beyondMb,
    peakMb,
    rows: table.numRows,
    users: model.numUsers,
    resources: model.numResources,
  }),
);

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

/** What making the table left behind would hide what the fit takes. */
async function collected() {
  const { collectGarbage } = await import('../../lib/dist/base/threads/collectGarbage.js');
  collectGarbage();
  await new Promise((resolve) => setTimeout(resolve, 200));
}
