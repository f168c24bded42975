// @ts-check
import { dictionaryColumn } from '../../lib/dist/tables/dictionaryColumn.js';
import { makeColumn } from '../../lib/dist/tables/makeColumn.js';
import { tableFromVectors } from '../../lib/dist/tables/tableFromVectors.js';

/**
 * Accesses of groups that keep to some sixty resources of their own for seven in ten, and go by popularity for the rest.
 * Users differ in how much they do, and counts have a long tail.
 * @param {number} users
 * @param {number} resources
 * @param {number} accesses drawn; some are drawn twice
 */
export function makePairs(users, resources, accesses) {
  const random = generator(12345);
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

/** @param {number} seed */
function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
