// @ts-check
// npm run bench -- model: whole fits beside their iterations, and a warm start and foldIn beside a fit from
// the start.
import { prepareDataset } from '../data/datasets.mjs';
import { machineLine } from '../runner/machine.mjs';
import { count, markdownTable, rowsOf } from '../runner/text.mjs';

/** The tables that are fitted. @type {Record<string, string>} */
const VARIANTS = {
  sorted: 'rows by user, dictionary-encoded',
  shuffled: 'rows in any order, dictionary-encoded',
  plain: 'rows by user, plain text',
  'plain shuffled': 'rows in any order, plain text',
  repeated: 'three rows of ten repeated',
  tenants: '500 tenants',
};
const ITERATIONS = { random: [1, 2, 3, 5, 10, 15, 25, 50], warm: [1, 2, 3, 5, 25] };
const QUICK_ITERATIONS = { random: [1, 2], warm: [1] };

/** @type {import('../types.js').Bench['groups']} */
export async function* groups({ quick }) {
  const { folder: data } = await prepareDataset(quick ? '100k' : '5M');
  const variants = Object.keys(VARIANTS).slice(0, quick ? 3 : undefined);
  yield {
    table: 'wholeFits',
    cases: variants.map((variant) => ({
      about: { variant },
      script: 'model/fitParts.mjs',
      told: { data, variant },
    })),
  };
  const about = { what: 'warm start and foldIn' };
  const told = quick ? QUICK_ITERATIONS : ITERATIONS;
  yield { table: 'lasting', cases: [{ about, script: 'model/lastingModel.mjs', told }] };
}

/**
 * @typedef {import('../types.js').Measured} Measured
 * @param {import('../types.js').Results & { wholeFits: Measured[], lasting: Measured[] }} results
 */
export function report({ wholeFits, lasting, ...results }) {
  const [{ pairs, warmStarts, newcomers }] = rowsOf(lasting);
  return `# A model: whole fits, warm starts and foldIn

${wholeFitsSection(rowsOf(wholeFits), results.machine.load[0])}

# A model that lasts

Written by \`npm run bench -- model\` on LANL 2014 (${count(pairs.train)} pairs to train on, ${count(pairs.test)} set aside against as many random ones),
rank 10, ${machineLine(results)}. Seconds are of one fit each.

## Warm start

A model of nine tenths of the pairs, then one of all of them, from it or from a random start:

${markdownTable(warmStarts, {
  start: ({ start }) => start,
  iterations: ({ maxIter }) => maxIter,
  seconds: ({ seconds }) => seconds.toFixed(2),
  objective: ({ objective }) => objective,
  AUC: ({ auc }) => auc.toFixed(4),
})}

## foldIn

A model of everything but a tenth of the users (or resources), who are then folded in with their accesses; a fit of
everything; and a fit of 2 iterations from the first model. AUC and rank correlation (Spearman, with the fit) are over the test
pairs of the newcomers that all three score.

${markdownTable(
  newcomers,
  {
    newcomers: ({ what }) => what,
    how: ({ how }) => how,
    seconds: ({ seconds }) => seconds.toFixed(2),
    AUC: ({ auc }) => auc.toFixed(4),
    'correlation with the fit': ({ correlation }) => correlation.toFixed(3),
  },
  2,
)}
`;
}

/**
 * @param {import('../runner/text.mjs').Row[]} fits
 * @param {number} load
 */
function wholeFitsSection(fits, load) {
  const [sorted, shuffled, plain, plainShuffled] = fits.map(({ later }) => later);
  const alsoShuffled = plainShuffled
    ? `; of rows in any order ${(plainShuffled / shuffled).toFixed(2)} times`
    : '';
  return `## Whole fits

\`new AccessAnomaly({ maxIter: 25, threads: 2 }).fit(table)\`, each kind of table in a process of its own: the first fit of the process,
the fastest of three more, and by turns with them the fastest of the 25 iterations by themselves, on ready ids. The load of the machine by
other work was ${load.toFixed(1)} when it began.

${markdownTable(fits, {
  table: ({ variant }) => VARIANTS[variant],
  rows: ({ rows }) => rows,
  pairs: ({ pairs }) => pairs,
  'first fit, s': ({ first }) => first.toFixed(2),
  'later, s': ({ later }) => later.toFixed(2),
  'iterations, s': ({ iterations }) => iterations.toFixed(2),
  'first / iterations': ({ first, iterations }) => (first / iterations).toFixed(2),
  'later / iterations': ({ later, iterations }) => (later / iterations).toFixed(2),
})}

Plain text takes ${(plain / sorted).toFixed(2)} times as long as a dictionary${alsoShuffled}.

What the rest goes to, milliseconds, each part by itself, the fastest of three:

${markdownTable(Object.keys(fits[0].parts), {
  part: (name) => name,
  ...Object.fromEntries(
    fits.map(({ variant, parts }) => [variant, (/** @type {string} */ name) => 1000 * parts[name]]),
  ),
})}`;
}
