// @ts-check
import { REAL } from '../data/datasets.mjs';

/**
 * @typedef {import('./competitors.mjs').Competitor} Competitor
 * @typedef {{ dataset: string, rank: number, threads: number, iterations: number, competitors: Competitor[] }} Group
 *   trainings that are compared with each other
 * @typedef {{ headline: string, groups: Group[], endToEndIterations: number }} Plan
 */

/** @type {Competitor[]} */
const NATIVE = ['ours-nonnegative', 'ours-unconstrained', 'ours-cg', 'implicit-cg', 'implicit-exact'];
/** @type {Competitor[]} */
const ALL = [...NATIVE, 'spark'];

const ITERATIONS = 10;

/**
 * What is measured. Spark is left out of what would take it long.
 * @param {{ quick: boolean, threads: number }} options
 * @returns {Plan}
 */
export function plan({ quick, threads }) {
  /**
   * @param {string} dataset
   * @param {number} rank
   * @param {Competitor[]} competitors
   * @param {Partial<Group>} [other]
   * @returns {Group}
   */
  const group = (dataset, rank, competitors, other) => ({
    dataset,
    rank,
    threads,
    iterations: ITERATIONS,
    competitors,
    ...other,
  });
  const headline = quick ? '1M' : '5M';
  const groups = quick
    ? [group('100k', 10, ALL), group('1M', 10, ALL), group('1M', 64, NATIVE)]
    : [
        group('5M', 10, ALL),
        group('5M', 64, NATIVE),
        group('100k', 10, ALL),
        group('1M', 10, ALL),
        group('20M', 10, NATIVE, { iterations: 5 }),
        group(REAL, 10, ALL),
        group('1M', 32, ALL),
        group('1M', 64, NATIVE),
        group('5M', 32, NATIVE),
      ];
  if (threads > 1) groups.splice(1, 0, group(headline, 10, NATIVE, { threads: 1 }));
  return { headline, groups, endToEndIterations: 25 };
}
