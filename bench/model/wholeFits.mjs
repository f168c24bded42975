// @ts-check
import os from 'node:os';
import { prepareDataset } from '../data/datasets.mjs';
import { nodeCommand } from '../run/commands.mjs';
import { mustRunProcess } from '../run/runProcess.mjs';
import { count, markdownTable } from '../text.mjs';

/** @typedef {{ rows: number, pairs: number, first: number, later: number, iterations: number, parts: Record<string, number> }} Result */

const VARIANTS = {
  sorted: 'rows by user, dictionary-encoded',
  shuffled: 'rows in any order, dictionary-encoded',
  plain: 'rows by user, plain text',
  'plain shuffled': 'rows in any order, plain text',
  repeated: 'three rows of ten repeated',
  tenants: '500 tenants',
};

/**
 * Whole fits beside their iterations, as Markdown.
 * @param {boolean} quick
 */
export async function wholeFits(quick) {
  const load = os.loadavg()[0].toFixed(1);
  const { folder } = await prepareDataset(quick ? '100k' : '5M');
  const variants = /** @type {(keyof typeof VARIANTS)[]} */ (Object.keys(VARIANTS)).slice(
    0,
    quick ? 3 : undefined,
  );
  const results = variants.map((variant) => {
    /** @type {Result} */
    const result = mustRunProcess(nodeCommand('model/fitParts.mjs', { data: folder, variant }));
    return result;
  });
  const rows = variants.map((variant, n) => {
    const { rows, pairs, first, later, iterations } = results[n];
    const times = [first, later, iterations].map((seconds) => seconds.toFixed(2));
    return [
      VARIANTS[variant],
      count(rows),
      count(pairs),
      ...times,
      (first / iterations).toFixed(2),
      (later / iterations).toFixed(2),
    ];
  });
  const parts = Object.keys(results[0].parts).map((name) => [
    name,
    ...results.map((result) => (1000 * result.parts[name]).toFixed(0)),
  ]);
  const [, , plain] = results;
  const ofPlain = (/** @type {Result} */ one, /** @type {Result} */ other) =>
    (one.later / other.later).toFixed(2);
  const shuffledPlain = quick ? '' : `; of rows in any order ${ofPlain(results[3], results[1])} times`;
  return `## Whole fits

\`new AccessAnomaly({ maxIter: 25, threads: 2 }).fit(table)\`, each kind of table in a process of its own: the first fit of the process,
the fastest of three more, and by turns with them the fastest of the 25 iterations by themselves, on ready ids. The load of the machine by
other work was ${load} when it began.

${markdownTable(['table', 'rows', 'pairs', 'first fit, s', 'later, s', 'iterations, s', 'first / iterations', 'later / iterations'], rows)}

Plain text takes ${ofPlain(plain, results[0])} times as long as a dictionary${shuffledPlain}.

What the rest goes to, milliseconds, each part by itself, the fastest of three:

${markdownTable(['part', ...variants], parts)}
`;
}
