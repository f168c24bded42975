// @ts-check
// A fit of generated accesses in a process of its own. Prints JSON.
import { AccessEvidence } from 'access-anomaly';
import { dictionaryColumn } from '../../lib/dist/tables/dictionaryColumn.js';
import { makeColumn } from '../../lib/dist/tables/makeColumn.js';
import { tableFromVectors } from '../../lib/dist/tables/tableFromVectors.js';

const table = makePairs(JSON.parse(process.argv[2]));
const start = performance.now();
const model = await new AccessEvidence().fit(table);
const seconds = (performance.now() - start) / 1000;
const peak = process.resourceUsage().maxRSS / 1000;
console.log(JSON.stringify({ seconds, pairs: model.numAccesses, users: model.numUsers, peak }));

/**
 * Accesses of groups that keep to some sixty resources of their own for seven in ten, and go by popularity for the rest.
 * Users differ in how much they do, and counts have a long tail.
 * @param {{ users: number, resources: number, accesses: number }} size some accesses are drawn twice
 */
function makePairs({ users, resources, accesses }) {
  let state = 12345;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const groups = Math.ceil(users / 200);
  const user = new Int32Array(accesses);
  const res = new Int32Array(accesses);
  const likelihood = new Float64Array(accesses);
  for (let n = 0; n < accesses; n++) {
    user[n] = Math.floor(random() ** 1.5 * users);
    const own = (user[n] % groups) * 37 + Math.floor(random() ** 2 * 60);
    res[n] = random() < 0.7 ? own % resources : Math.floor(random() ** 3 * resources);
    likelihood[n] = 1 + Math.floor((1 - random()) ** -0.7);
  }
  const names = (/** @type {string} */ kind, /** @type {number} */ count) =>
    Array.from({ length: count }, (_, n) => `${kind}${n}`);
  return tableFromVectors([
    ['tenant', dictionaryColumn(new Int32Array(accesses), ['t'])],
    ['user', dictionaryColumn(user, names('u', users))],
    ['res', dictionaryColumn(res, names('r', resources))],
    ['likelihood', makeColumn.float64(likelihood)],
  ]);
}
