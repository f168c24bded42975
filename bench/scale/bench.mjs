// @ts-check
// npm run bench -- scale: fits from 0.3 to 50 million pairs, and of 10,000 tenants.
import { machineLine } from '../runner/machine.mjs';
import { markdownTable, rowsOf } from '../runner/text.mjs';

/**
 * A fit to measure. Users, resources and pairs are those of all tenants together. Each pair stands in
 * `repeats` rows.
 * @typedef {{ users: number, resources: number, pairs: number, tenants: number, repeats: number,
 *   form: 'dictionary' | 'plain', separate: boolean }} Size
 */

/** @type {Size} */
const COMMON = {
  users: 10_000,
  resources: 5_000,
  pairs: 300_000,
  tenants: 1,
  repeats: 1,
  form: 'dictionary',
  separate: false,
};
/** @type {Partial<Size>[]} */
const SIZES = [
  {},
  { users: 30_000, resources: 15_000, pairs: 1_000_000 },
  { users: 100_000, resources: 50_000, pairs: 5_000_000 },
  { users: 100_000, resources: 50_000, pairs: 5_000_000, form: 'plain' },
  { users: 100_000, resources: 50_000, pairs: 1_000_000, repeats: 5 },
  { users: 1_000_000, resources: 500_000, pairs: 5_000_000 },
  { users: 300_000, resources: 100_000, pairs: 20_000_000 },
  { users: 500_000, resources: 150_000, pairs: 50_000_000 },
];
/** @type {Partial<Size>[]} */
const TENANTS = [
  { tenants: 100, users: 50_000, resources: 30_000, pairs: 1_000_000 },
  { tenants: 10_000, users: 200_000, resources: 100_000, pairs: 1_000_000 },
  { tenants: 10_000, users: 500_000, resources: 300_000, pairs: 5_000_000 },
].flatMap((size) => [size, { ...size, separate: true }]);

/** @type {import('../types.js').Bench['groups']} */
export async function* groups({ quick }) {
  for (const [table, sizes] of Object.entries({ sizes: SIZES, tenants: TENANTS })) {
    const cases = sizes.slice(0, quick ? 2 : undefined).map((size) => {
      const about = { ...COMMON, ...size };
      return { about, script: 'scale/fitSize.mjs', told: about };
    });
    yield { table, cases };
  }
}

/** @typedef {import('../runner/text.mjs').Row} Row */
const NAMES = {
  users: (/** @type {Row} */ { numUsers }) => numUsers,
  resources: (/** @type {Row} */ { numResources }) => numResources,
};
const MEASURES = {
  seconds: (/** @type {Row} */ { seconds }) => seconds.toFixed(1),
  'of them iterations': (/** @type {Row} */ { iterationsSeconds }) => iterationsSeconds.toFixed(1),
  MB: (/** @type {Row} */ { beyondMb }) => beyondMb ?? '-',
  'formula, MB': (/** @type {Row} */ { formulaMb }) => formulaMb,
};

/**
 * @typedef {import('../types.js').Measured} Measured
 * @param {import('../types.js').Results & { sizes: Measured[], tenants: Measured[] }} results
 */
export function report({ sizes, tenants, ...results }) {
  const load = results.machine.load[0].toFixed(1);
  return `# Fits of many sizes on one machine

Written by \`npm run bench -- scale\` on ${machineLine(results)}, with a load of ${load} by other work when it began: \`new AccessAnomaly({ maxIter: 25, threads: 2 }).fit(table)\` of generated
accesses at rank 10, each in a process of its own. Memory is the peak above what the process held with the table in it; the
formula is \`fitMemory\` (lib/original/fit/fitMemory.ts).

## Rows

${markdownTable(
  rowsOf(sizes),
  {
    rows: ({ rows }) => rows,
    pairs: ({ pairs }) => pairs,
    ...NAMES,
    text: ({ form }) => form,
    ...MEASURES,
    'formula / measured': ({ formulaMb, beyondMb }) => (beyondMb ? (formulaMb / beyondMb).toFixed(2) : '-'),
  },
  0,
)}

## Tenants

${markdownTable(
  rowsOf(tenants),
  {
    tenants: ({ tenants }) => tenants,
    fitted: ({ separate }) => (separate ? 'each by itself' : 'together'),
    pairs: ({ pairs }) => pairs,
    ...NAMES,
    ...MEASURES,
  },
  0,
)}
`;
}
