// @ts-check
// A fit of 5 million rows in a process of its own: whole, its iterations by themselves, and part by part. Prints JSON.
import { AccessAnomaly, trainAls } from 'access-anomaly';
import { addUp } from '../../lib/dist/accesses/addUp.js';
import { connectedComponents } from '../../lib/dist/accesses/connectedComponents.js';
import { readAccessTable } from '../../lib/dist/accesses/readAccessTable.js';
import { resolveIds } from '../../lib/dist/accesses/resolveIds.js';
import { alsOptions } from '../../lib/dist/original/fit/alsOptions.js';
import { uniformComplement } from '../../lib/dist/original/fit/complementSet.js';
import { toRatings } from '../../lib/dist/original/fit/toRatings.js';
import { standardization } from '../../lib/dist/original/model/standardize.js';
import { readNames, readNumbers } from '../../lib/dist/tables/readColumns.js';
import { shuffled } from '../data/shuffled.mjs';
import { load } from '../data/store.mjs';
import { accessTable } from '../ours/accessTable.mjs';
import { tenantsTable } from '../scale/tenantsTable.mjs';

const RUNS = 3;
/** @type {{ data: string, variant: 'sorted' | 'shuffled' | 'plain' | 'plain shuffled' | 'repeated' | 'tenants' }} */
const { data, variant } = JSON.parse(process.argv[2]);
const table = makeTable();
const fit = new AccessAnomaly({ maxIter: 25, threads: 2 });
const { params } = fit;

const first = (await seconds(() => fit.fit(table))).seconds;

const accesses = readAccessTable(table, params);
const rated = toRatings(accesses, params, uniformComplement);
const ratings = {
  users: rated.user,
  items: rated.res,
  ratings: rated.rating,
  numUsers: rated.users.size,
  numItems: rated.resources.size,
};
// By turns, so that what else the machine does meets both; the fastest of each is the one that it met least.
let later = Number.POSITIVE_INFINITY;
let bare = Number.POSITIVE_INFINITY;
/** @type {Record<string, number>} */
const parts = {};
for (let run = 0; run < RUNS; run++) {
  later = Math.min(later, (await seconds(() => fit.fit(table))).seconds);
  const { model, seconds: trained } = await iterations();
  bare = Math.min(bare, trained);
  await measureParts(model);
}
console.log(
  JSON.stringify({
    rows: table.numRows,
    pairs: rated.user.length,
    first,
    later,
    iterations: bare,
    parts: {
      'names to codes': parts.names,
      likelihoods: parts.likelihoods,
      'codes to ids': parts.read - parts.names - parts.likelihoods - parts.sums,
      'sorting and adding up': parts.sums,
      scaling: parts.scaling,
      "the engine's own arrays": parts.engine,
      components: parts.components,
      'mean and deviation': parts.standardization,
    },
  }),
);

/** @param {import('access-anomaly').AlsModel} model */
async function measureParts(model) {
  const [tenants, users, resources] = part('names', () =>
    [params.tenantCol, params.userCol, params.resCol].map((name) => readNames(table, name)),
  );
  const likelihoods = part('likelihoods', () => readNumbers(table, 'likelihood'));
  const [user, res] = [
    resolveIds(tenants, users, rated.users),
    resolveIds(tenants, resources, rated.resources),
  ];
  part('sums', () => addUp(user, res, likelihoods, rated.users.size, rated.resources.size));
  part('read', () => readAccessTable(table, params));
  part('scaling', () => toRatings(accesses, params, uniformComplement));
  const start = performance.now();
  await trainAls(ratings, { ...alsOptions(params), threads: 2, maxIter: 0 });
  note('engine', start);
  part('components', () =>
    connectedComponents(accesses.user, accesses.res, accesses.users.size, accesses.resources.size),
  );
  part('standardization', () =>
    standardization(rated.user, rated.res, model.userFactors, model.itemFactors, params.rankParam),
  );
}

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
  note(name, start);
  return result;
}

/**
 * @param {string} name
 * @param {number} start
 */
function note(name, start) {
  parts[name] = Math.min(parts[name] ?? Number.POSITIVE_INFINITY, (performance.now() - start) / 1000);
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
