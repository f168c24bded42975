// @ts-check
// A process of its own: a fit of 5 million rows, whole, its iterations by themselves, and part by part.
import { AccessAnomaly } from 'access-anomaly';
import { trainAls } from 'access-anomaly/als';
import { Accesses } from '../../lib/dist/accesses/Accesses.js';
import { addUp } from '../../lib/dist/accesses/addUp.js';
import { connectedComponents } from '../../lib/dist/accesses/connectedComponents.js';
import { listAccesses } from '../../lib/dist/accesses/listAccesses.js';
import { alsOptions } from '../../lib/dist/original/fit/alsOptions.js';
import { uniformComplement } from '../../lib/dist/original/fit/complementSet.js';
import { toRatings } from '../../lib/dist/original/fit/toRatings.js';
import { standardization } from '../../lib/dist/original/model/standardize.js';
import { readFiniteNumbers, readNames } from '../../lib/dist/tables/readColumns.js';
import { permutation, randomStream } from '../data/random.mjs';
import { load } from '../data/store.mjs';
import { accessTable } from '../ours/accessTable.mjs';
import { answer, timed, told } from '../ours/answer.mjs';
import { tenantsTable } from '../scale/tenantsTable.mjs';

const RUNS = 3;
/** @type {{ data: string, variant: string }} one of the variants in bench.mjs */
const { data, variant } = told;
const table = makeTable();
const fit = new AccessAnomaly({ maxIter: 25, threads: 2 });
const { params } = fit;

const first = (await timed(() => fit.fit(table))).seconds;

const rated = toRatings(listAccesses(Accesses.read(table, params), 'likelihood'), params, uniformComplement);
const ratings = {
  users: rated.user,
  items: rated.res,
  ratings: rated.rating,
  numUsers: rated.users.size,
  numItems: rated.resources.size,
};
// Both run by turns, so that other work on the machine affects both; the fastest of each was affected least.
let later = Number.POSITIVE_INFINITY;
let bare = Number.POSITIVE_INFINITY;
/** @type {Record<string, number>} */
const parts = {};
for (let run = 0; run < RUNS; run++) {
  later = Math.min(later, (await timed(() => fit.fit(table))).seconds);
  const { model, seconds: trained } = await iterations();
  bare = Math.min(bare, trained);
  await measureParts(model);
}
answer({
  rows: table.numRows,
  pairs: rated.user.length,
  first,
  later,
  iterations: bare,
  parts: {
    'names to codes': parts.names,
    likelihoods: parts.likelihoods,
    'codes to ids': parts.read - parts.names + parts.list - parts.likelihoods - parts.sums,
    'sorting and adding up': parts.sums,
    scaling: parts.scaling,
    "the engine's own arrays": parts.engine,
    components: parts.components,
    'mean and deviation': parts.standardization,
  },
});

/** @param {import('access-anomaly/als').AlsModel} model */
async function measureParts(model) {
  await part('names', () =>
    [params.tenantCol, params.userCol, params.resCol].map((name) => readNames(table, name)),
  );
  const accesses = await part('read', () => Accesses.read(table, params));
  const likelihoods = await part('likelihoods', () => readFiniteNumbers(table, 'likelihood'));
  const list = await part('list', () => listAccesses(accesses, 'likelihood'));
  const { users, resources } = list;
  const ids = [accesses.users.idsOfRows(users), accesses.resources.idsOfRows(resources)];
  await part('sums', () => addUp(ids[0], ids[1], likelihoods, users.size, resources.size));
  await part('scaling', () => toRatings(list, params, uniformComplement));
  await part('engine', () => trainAls(ratings, { ...alsOptions(params), threads: 2, maxIter: 0 }));
  await part('components', () => connectedComponents(list.user, list.res, users.size, resources.size));
  await part('standardization', () =>
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
    // Seven of ten rows repeat no other row.
    const twice = all.users.length * 0.7;
    for (const column of [all.users, all.items, all.ratings])
      column.copyWithin(twice, 0, all.users.length - twice);
  }
  return accessTable(shuffled(all), variant === 'plain shuffled' ? 'plain' : 'dictionary');
}

/**
 * The same interactions in another order, the same every time.
 * @param {import('../types.js').Interactions} interactions
 */
function shuffled({ users, items, ratings, ...sizes }) {
  const order = permutation(users.length, randomStream(2));
  return {
    ...sizes,
    users: users.map((_, n) => users[order[n]]),
    items: items.map((_, n) => items[order[n]]),
    ratings: ratings.map((_, n) => ratings[order[n]]),
  };
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
 * @param {() => Promise<T> | T} run
 */
async function part(name, run) {
  const { result, seconds } = await timed(run);
  parts[name] = Math.min(parts[name] ?? Number.POSITIVE_INFINITY, seconds);
  return result;
}
