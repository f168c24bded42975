// @ts-check
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from '../../scripts/paths.mjs';
import { loadDataset, prepareDataset } from '../data/datasets.mjs';
import { readFloats } from '../data/store.mjs';
import { median } from '../median.mjs';
import { objective } from '../objective.mjs';
import { ALPHA, LAMBDA } from '../settings.mjs';
import { partyOf, trainCommand } from './competitors.mjs';
import { runProcess } from './runProcess.mjs';

/**
 * @typedef {{ msPerIteration: number, totalSeconds: number, peakMb: number | null, beyondMb: number | null }} Run
 * @typedef {{
 *   dataset: string, rank: number, threads: number, iterations: number, interactions: number,
 *   competitor: import('./competitors.mjs').Competitor,
 *   runs: Run[], objective?: number, skipped?: string,
 * }} Case
 */

const ROUNDS = 3;
/** What takes longer, start and reading included, is measured once. */
const CHEAP_SECONDS = 12;

/**
 * Trains each competitor of a group in a process of its own, one at a time; the cheap ones several times, taking turns so
 * that a passing disturbance doesn't hit one of them alone.
 * @param {import('./plan.mjs').Group} group
 * @param {Partial<Record<import('./competitors.mjs').Party, string>>} unavailable why a party can't run
 * @returns {Promise<Case[]>}
 */
export async function measureGroup({ competitors, ...setting }, unavailable) {
  const dataset = await prepareDataset(setting.dataset);
  /** @type {(Case & { cheap: boolean })[]} */
  const cases = competitors.map((competitor) => ({
    ...setting,
    interactions: dataset.interactions,
    competitor,
    runs: [],
    cheap: true,
    skipped: unavailable[partyOf(competitor)],
  }));
  const factors = path.join(build, 'bench', 'factors');
  for (let round = 0; round < ROUNDS; round++) {
    for (const it of cases) {
      if (it.skipped !== undefined || !it.cheap) continue;
      rmSync(factors, { recursive: true, force: true });
      mkdirSync(factors, { recursive: true });
      const command = trainCommand(it.competitor, dataset, setting, factors);
      const start = performance.now();
      const { skipped, iterationMs, ...run } = runProcess(command);
      it.cheap = performance.now() - start < CHEAP_SECONDS * 1000;
      if (skipped !== undefined) {
        it.skipped = skipped;
        log(it, `- (${skipped})`);
        continue;
      }
      it.runs.push({ msPerIteration: median(iterationMs), ...run });
      // The seed is the same in each round, and so is the result.
      it.objective ??= judge(setting, factors);
      log(
        it,
        `${it.runs[round].msPerIteration.toFixed(1)} ms an iteration, objective ${it.objective.toPrecision(6)}`,
      );
    }
  }
  rmSync(factors, { recursive: true, force: true });
  return cases.map(({ cheap, ...it }) => it);
}

/**
 * @param {{ dataset: string, rank: number }} setting
 * @param {string} factors
 */
function judge({ dataset, rank }, factors) {
  return objective(
    loadDataset(dataset),
    {
      userFactors: readFloats(path.join(factors, 'users.f32')),
      itemFactors: readFloats(path.join(factors, 'items.f32')),
      rank,
    },
    { alpha: ALPHA, lambda: LAMBDA },
  );
}

/**
 * @param {Case} it
 * @param {string} what
 */
function log({ dataset, rank, threads, competitor }, what) {
  const setting = `${dataset} rank ${rank}, ${threads} thread${threads === 1 ? '' : 's'}`;
  console.log(`${setting.padEnd(26)}${competitor.padEnd(20)}${what}`);
}
