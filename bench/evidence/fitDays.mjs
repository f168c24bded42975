// @ts-check
// A process of its own: a week of accesses by day and hour, beside the same pairs without days, in one run.
import { AccessEvidence } from 'access-anomaly';
import { dictionaryColumn } from '../../lib/dist/tables/dictionaryColumn.js';
import { makeColumn } from '../../lib/dist/tables/makeColumn.js';
import { tableFromVectors } from '../../lib/dist/tables/tableFromVectors.js';
import { answer, timed, told } from '../ours/answer.mjs';

/**
 * @type {{ users: number, resources: number, pairs: number, rows: number, added: number, days: number,
 * threads: number }}
 */
const { users, resources, pairs, rows, added, days, threads } = told;
const ZONES = 50;
const FIRST_DAY = 20_000;

let state = 12345;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};

const known = makePairs();
const seconds = {};
const model = (/** @type {object} */ params) => new AccessEvidence({ threads, ...params });
/**
 * @template T
 * @param {string} what
 * @param {() => Promise<T> | T} run
 */
const measure = async (what, run) => {
  const measured = await timed(run);
  Object.assign(seconds, { [what]: measured.seconds });
  return measured.result;
};

const plain = await measure('fit of the pairs without days', () =>
  model({ dayCol: null }).fit(tableOf(known)),
);
const week = makeRows(rows, 0, days);
const day = makeRows(added, days, 1);
const hourly = await measure('fit of the week, with hours', () => model({}).fit(tableOf(week)));
const inContext = await measure('fit of the week, with hours and zones', () =>
  model({ contextCols: ['zone'] }).fit(tableOf(week)),
);
await measure('scores of a day without contexts', () => plain.transform(tableOf(day), { window: 0.1 }));
await measure('scores of a day with two contexts', () => inContext.transform(tableOf(day)));
await measure('update with a day', () => hourly.update(tableOf(day)));
await measure('fit of the week and the day', () => model({}).fit(tableOf(joined(week, day))));
answer({ seconds, numPairs: pairs, rows, added });

/** Users of groups that keep to resources of their own for seven in ten. */
function makePairs() {
  const groups = 60;
  const seen = new Set();
  const made = { user: new Int32Array(pairs), res: new Int32Array(pairs) };
  while (seen.size < pairs) {
    const user = Math.floor(random() ** 1.5 * users);
    const any = Math.floor(random() ** 3 * resources);
    const res = random() < 0.7 ? (any * groups + (user % groups)) % resources : any;
    const key = user * resources + res;
    if (seen.has(key)) continue;
    made.user[seen.size] = user;
    made.res[seen.size] = res;
    seen.add(key);
  }
  return made;
}

/**
 * Each pair once, then any of them, at hours that depend on the user.
 * @param {number} count
 * @param {number} from
 * @param {number} span
 */
function makeRows(count, from, span) {
  const column = () => new Int32Array(count);
  const made = { user: column(), res: column(), day: column(), hour: column(), zone: column() };
  for (let n = 0; n < count; n++) {
    const pair = n < pairs ? n : Math.floor(random() * pairs);
    const user = known.user[pair];
    made.user[n] = user;
    made.res[n] = known.res[pair];
    made.day[n] = FIRST_DAY + from + Math.floor(random() * span);
    made.hour[n] = (8 + ((user * 7) % 5) + Math.floor((random() + random() + random()) * 4)) % 24;
    made.zone[n] = random() < 0.9 ? user % ZONES : Math.floor(random() * ZONES);
  }
  return made;
}

/**
 * @param {Record<string, Int32Array>} a
 * @param {Record<string, Int32Array>} b
 */
function joined(a, b) {
  return Object.fromEntries(
    Object.entries(a).map(([name, codes]) => {
      const both = new Int32Array(codes.length + b[name].length);
      both.set(codes);
      both.set(b[name], codes.length);
      return [name, both];
    }),
  );
}

/** @param {Record<string, Int32Array>} columns */
function tableOf({ user, res, day, hour, zone }) {
  const names = (/** @type {string} */ kind, /** @type {number} */ count) =>
    Array.from({ length: count }, (_, n) => `${kind}${n}`);
  return tableFromVectors([
    ['tenant', dictionaryColumn(new Int32Array(user.length), ['t'])],
    ['user', dictionaryColumn(user, names('u', users))],
    ['res', dictionaryColumn(res, names('r', resources))],
    ...(day ? [/** @type {const} */ (['day', makeColumn.date(day)])] : []),
    ...(hour ? [/** @type {const} */ (['hour', makeColumn.int32(hour)])] : []),
    ...(zone ? [/** @type {const} */ (['zone', dictionaryColumn(zone, names('z', ZONES))])] : []),
  ]);
}
