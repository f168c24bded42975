// @ts-check
// A fit of 5 million rows in a process of its own: whole, its iterations by themselves, and part by part. Prints JSON.
import { AccessAnomaly, trainAls } from 'access-anomaly';
import { alsOptions } from '../../lib/dist/anomaly/fit/alsOptions.js';
import { uniformComplement } from '../../lib/dist/anomaly/fit/complementSet.js';
import { toRatings } from '../../lib/dist/anomaly/fit/toRatings.js';
import { standardization } from '../../lib/dist/anomaly/model/standardize.js';
import { addUp } from '../../lib/dist/ids/addUp.js';
import { connectedComponents } from '../../lib/dist/ids/connectedComponents.js';
import { listEntities, readAccessTable } from '../../lib/dist/ids/readAccessTable.js';
import { resolveIds } from '../../lib/dist/ids/resolveIds.js';
import { readNames, readNumbers } from '../../lib/dist/tables/readColumns.js';
import { shuffled } from '../data/shuffled.mjs';
import { load } from '../data/store.mjs';
import { accessTable } from '../ours/accessTable.mjs';
import { tenantsTable } from '../scale/tenantsTable.mjs';
import { median } from '../text.mjs';

const RUNS = 3;
/** @type {{ data: string, variant: 'sorted' | 'shuffled' | 'plain' | 'plain shuffled' | 'repeated' | 'tenants' }} */
const { data, variant } = JSON.parse(process.argv[2]);
const table = makeTable();
const fit = new AccessAnomaly({ maxIter: 25, threads: 2 });
const { params } = fit;

const whole = [];
for (let run = 0; run <= RUNS; run++) whole.push(await seconds(() => fit.fit(table)));
const [first, ...later] = whole.map((run) => run.seconds);

/** @type {Record<string, number>} */
const parts = {};
const [tenants, users, resources] = part('names to codes', () =>
  [params.tenantCol, params.userCol, params.resCol].map((name) => readNames(table, name)),
);
const likelihoods = part('likelihoods', () => readNumbers(table, 'likelihood'));
const entities = part('entities', () => [users, resources].map((names) => listEntities([[tenants, names]])));
const ids = part('codes to ids', () =>
  [users, resources].map((names, n) => resolveIds(tenants, names, entities[n])),
);
part('sorting and adding up', () => addUp(ids[0], ids[1], likelihoods, entities[0].size, entities[1].size));
const accesses = readAccessTable(table, params);
const rated = part('scaling', () => toRatings(accesses, params, uniformComplement));
const ratings = {
  users: rated.user,
  items: rated.res,
  ratings: rated.rating,
  numUsers: rated.users.size,
  numItems: rated.resources.size,
};
parts["the engine's own arrays"] = (
  await seconds(() => trainAls(ratings, { ...alsOptions(params), threads: 2, maxIter: 0 }))
).seconds;
const trained = [];
for (let run = 0; run < RUNS; run++) trained.push(await iterations());
const [{ model }] = trained;
part('components', () =>
  connectedComponents(accesses.user, accesses.res, accesses.users.size, accesses.resources.size),
);
part('mean and deviation', () =>
  standardization(rated.user, rated.res, model.userFactors, model.itemFactors, params.rankParam),
);
console.log(
  JSON.stringify({
    rows: table.numRows,
    pairs: rated.user.length,
    first,
    later: median(later),
    iterations: median(trained.map((run) => run.seconds)),
    parts,
  }),
);

function makeTable() {
  if (variant === 'tenants') {
    return tenantsTable({ tenants: 500, users: 100_000, resources: 50_000, pairs: 5_000_000 });
  }
  const all = load(data);
  if (variant === 'sorted') return accessTable(all, 'dictionary');
  if (variant === 'plain') return accessTable(all, 'plain');
  if (variant === 'repeated') {
    // Seven rows of ten repeat none.
    const twice = all.users.length * 0.7;
    for (const column of [all.users, all.items, all.ratings])
      column.copyWithin(twice, 0, all.users.length - twice);
  }
  return accessTable(shuffled(all), variant === 'plain shuffled' ? 'plain' : 'dictionary');
}

/** The 25 iterations on ready ids, without what comes before the first. */
async function iterations() {
  /** @type {number[]} */
  const ends = [];
  const model = await trainAls(ratings, {
    ...alsOptions(params),
    threads: 2,
    maxIter: 25,
    onIteration: () => ends.push(performance.now()),
  });
  return { model, seconds: ((ends[24] - ends[0]) * 25) / 24 / 1000 };
}

/**
 * @template T
 * @param {string} name
 * @param {() => T} run
 */
function part(name, run) {
  const start = performance.now();
  const result = run();
  parts[name] = (performance.now() - start) / 1000;
  return result;
}

/**
 * @template T
 * @param {() => Promise<T>} run
 */
async function seconds(run) {
  const start = performance.now();
  const result = await run();
  return { result, seconds: (performance.now() - start) / 1000 };
}
