import type { Table } from 'apache-arrow';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectOneOf } from '../../base/checks/expect.js';
import { findColumn } from '../../tables/findColumn.js';
import { checkTable } from '../../tables/isTable.js';
import type { Scores } from '../metrics/rankScores.js';
import { readLabels } from '../metrics/readLabels.js';
import { type CompareOptions, compareRankings } from './compareRankings.js';
import { type Ranker, scoreBy } from './ranker.js';
import { checkBudget } from './resolveBudget.js';

export interface CompareRankersOptions extends Omit<CompareOptions, 'budget'> {
  /**
   * Which pairs: 'scorable' (the default), those that every ranker has a score for; 'novel', those of them
   * that weren't in the training; 'everything', all pairs, with those that can't be scored at the top of the
   * list.
   */
  among?: 'scorable' | 'novel' | 'everything';
  /** How many alerts somebody looks at; below 1, a share of the pairs, rounded up. Default: 0.01. */
  budget?: number;
}

/**
 * Compares rankers on the pairs of `makeTest`.
 *
 * @param rankers models, rules, or scores that are known already (one for each pair), by name
 * @param pairs columns as the rankers need them, `label` (1 = anomalous) and, for 'novel', `seen`
 * @returns the same as `compareRankings`
 * @throws TypeError naming a value that is no ranker, or an option of a wrong type; RangeError naming a
 *   label, a column, or an option that is unknown or has a wrong value
 *
 * @example
 * const { train, pairs } = makeTest(accesses);
 * const model = await new AccessEvidence().fit(train);
 * show(compareRankers({ evidence: model, rarity: rarityBaseline(train) }, pairs));
 */
export function compareRankers(
  rankers: Record<string, Ranker | Scores>,
  pairs: Table,
  options: CompareRankersOptions = {},
): Table {
  checkNames('compareRankers options', options, [
    'among',
    'budget',
    'budgetName',
    'resamples',
    'level',
    'seed',
  ]);
  const { among = 'scorable', budget = 0.01, ...comparing } = options;
  checkTable(pairs);
  expectOneOf('among', among, ['scorable', 'novel', 'everything']);
  checkBudget(budget);
  const labels = Array.from(readLabels(pairs, 'label'));
  const rankings = Object.entries(scoreBy(rankers, pairs));
  const isAsked =
    among === 'novel' ? Array.from(findColumn(pairs, 'seen'), (seen) => !seen) : labels.map(() => true);
  return compareRankings(
    Object.fromEntries(
      rankings.map(([name, scores]) => [
        name,
        scores
          .filter((_, n) => isAsked[n])
          .map((score) => (among === 'everything' ? (score ?? Number.POSITIVE_INFINITY) : score)),
      ]),
    ),
    labels.filter((_, n) => isAsked[n]),
    { ...comparing, budget },
  );
}
