// @ts-check
// A process of its own: a fit of generated accesses.
import { AccessEvidence } from 'access-anomaly';
import { tableOf } from '../ours/accessTable.mjs';
import { answer, timed, told } from '../ours/answer.mjs';

const table = makePairs(told);
const { result: model, seconds } = await timed(() => new AccessEvidence().fit(table));
answer({ seconds, pairs: model.numAccesses, numUsers: model.numUsers });

/**
 * Accesses of groups that keep to some sixty resources of their own for seven in ten, and go by popularity
 * for the rest. Users differ in how much they do, and counts have a long tail.
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
  return tableOf(
    {
      tenant: { codes: new Int32Array(accesses), count: 1, name: () => 't' },
      user: { codes: user, count: users, name: (n) => `u${n}` },
      res: { codes: res, count: resources, name: (n) => `r${n}` },
    },
    likelihood,
  );
}
