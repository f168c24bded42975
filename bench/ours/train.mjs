// @ts-check
// A process of its own: trains by `trainAls` on a dataset's folder, and prints one line of JSON.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { trainAls } from 'access-anomaly';
import { load } from '../data/store.mjs';
import { trackMemory } from './memory.mjs';

/** @type {Record<string, object>} */
const VARIANTS = {
  nonnegative: { nonnegative: true },
  unconstrained: {},
  cg: { solver: 'conjugateGradient' },
};

const text = /** @type {const} */ ({ type: 'string', default: '' });
const { values } = parseArgs({
  options: {
    data: text,
    variant: text,
    rank: text,
    threads: text,
    iterations: text,
    alpha: text,
    regParam: text,
    factors: text,
  },
});

const interactions = load(values.data);
const memory = trackMemory();
/** @type {number[]} */
const ends = [];
const start = performance.now();
try {
  const model = await trainAls(interactions, {
    ...VARIANTS[values.variant],
    implicitPrefs: true,
    rank: Number(values.rank),
    maxIter: Number(values.iterations),
    threads: Number(values.threads),
    alpha: Number(values.alpha),
    regParam: Number(values.regParam),
    onIteration: () => ends.push(performance.now()),
  });
  const totalSeconds = (performance.now() - start) / 1000;
  const usage = memory();
  writeFileSync(path.join(values.factors, 'users.f32'), model.userFactors);
  writeFileSync(path.join(values.factors, 'items.f32'), model.itemFactors);
  // The first also holds the start: only what lies between two ends is an iteration.
  const iterationMs = ends.slice(1).map((end, n) => end - ends[n]);
  console.log(JSON.stringify({ iterationMs, totalSeconds, ...usage }));
} catch (error) {
  if (!(error instanceof Error && /\bsolver\b/.test(error.message))) throw error;
  console.log(JSON.stringify({ skipped: `this library has no such solver: ${error.message}` }));
}
