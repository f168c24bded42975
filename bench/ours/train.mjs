// @ts-check
// A process of its own: trains by `trainAls` on a dataset's folder, and prints one line of JSON.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { trainAls } from 'access-anomaly';
import { load } from '../data/store.mjs';
import { trackMemory } from './memory.mjs';

/** @type {Record<string, Partial<import('access-anomaly').AlsOptions>>} */
const VARIANTS = {
  nonnegative: { nonnegative: true },
  unconstrained: {},
  cg: { solver: 'conjugateGradient' },
};

const { data, variant, rank, threads, iterations, alpha, regParam, factors } = JSON.parse(process.argv[2]);
const interactions = load(data);
const memory = trackMemory();
/** @type {number[]} */
const ends = [];
const start = performance.now();
const model = await trainAls(interactions, {
  ...VARIANTS[variant],
  implicitPrefs: true,
  maxIter: iterations,
  rank,
  threads,
  alpha,
  regParam,
  onIteration: () => ends.push(performance.now()),
});
const totalSeconds = (performance.now() - start) / 1000;
const usage = memory();
writeFileSync(path.join(factors, 'users.f32'), model.userFactors);
writeFileSync(path.join(factors, 'items.f32'), model.itemFactors);
// The first also holds the start: only what lies between two ends is an iteration.
const iterationMs = ends.slice(1).map((end, n) => end - ends[n]);
console.log(JSON.stringify({ iterationMs, totalSeconds, ...usage }));
