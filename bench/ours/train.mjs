// @ts-check
// A process of its own: trains by `trainAls` on a dataset's folder.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { trainAls } from 'access-anomaly/als';
import { load } from '../data/store.mjs';
import { answer, timed, told } from './answer.mjs';
import { trackMemory } from './memory.mjs';

/** @type {Record<string, Partial<import('access-anomaly/als').AlsOptions>>} */
const VARIANTS = {
  nonnegative: { nonnegative: true },
  unconstrained: {},
  cg: { solver: 'conjugateGradient' },
};

const { data, variant, rank, threads, iterations, alpha, regParam, factors } = told;
const interactions = load(data);
const memory = trackMemory();
/** @type {number[]} */
const ends = [];
const { result: model, seconds } = await timed(() =>
  trainAls(interactions, {
    ...VARIANTS[variant],
    implicitPrefs: true,
    maxIter: iterations,
    rank,
    threads,
    alpha,
    regParam,
    onIteration: () => ends.push(performance.now()),
  }),
);
const usage = memory();
writeFileSync(path.join(factors, 'users.f32'), model.userFactors);
writeFileSync(path.join(factors, 'items.f32'), model.itemFactors);
// The first also holds the start: only what lies between two ends is an iteration.
const iterationMs = ends.slice(1).map((end, n) => end - ends[n]);
answer({ iterationMs, totalSeconds: seconds, ...usage });
