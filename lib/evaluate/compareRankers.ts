import type { Table } from 'apache-arrow';
import { checkNames } from '../checks/checkNames.js';
import { checkTable, findColumn } from '../tables/readColumns.js';
import { type CompareOptions, compareRankings, orNull } from './compareRankings.js';
import type { Scores } from './rankScores.js';
import { readLabels } from './readLabels.js';

/** Scores the rows of a table: higher = more anomalous, null = can't be scored. What models and rules have in common. */
export type Ranker = (table: Table) => Scores;

/**
 * A model as a ranker.
 *
 * @param model anything with a `transform` that adds the column
 */
export function rankerOf(model: { transform(table: Table): Table }, column: string): Ranker {
  if (column === 'p_new' || column === 'p_next') {
    throw new RangeError(
      `Expected a column whose high values are anomalous, got ${column}; rank by evidence`,
    );
  }
  return (table) => findColumn(model.transform(table), column) as unknown as Scores;
}

export interface CompareRankersOptions extends Omit<CompareOptions, 'budget'> {
  /**
   * Which pairs: 'scorable' (the default), those that every ranker has a score for; 'novel', of these the ones that weren't
   * trained on; 'everything', all of them, what can't be scored at the top of the list.
   */
  among?: 'scorable' | 'novel' | 'everything';
  /** How many alerts somebody looks at; below 1, a share of the pairs, rounded up. Default 0.01. */
  budget?: number;
}

/**
 * Holds rankers against each other on the pairs that `makeTest` made.
 *
 * @param pairs columns as the rankers need them, `label` (1 = anomalous) and, for 'novel', `seen`
 * @returns as `compareRankings`
 */
export function compareRankers(
  rankers: Record<string, Ranker>,
  pairs: Table,
  { among = 'scorable', budget = 0.01, ...options }: CompareRankersOptions = {},
): Table {
  checkNames('compareRankers options', options, ['resamples', 'level', 'seed', 'budgetName']);
  checkTable(pairs);
  for (const [name, ranker] of Object.entries(rankers)) {
    if (typeof ranker === 'function') continue;
    throw new TypeError(`Expected a function of a table as ranker ${name} (see rankerOf), got ${ranker}`);
  }
  if (among !== 'scorable' && among !== 'novel' && among !== 'everything') {
    throw new RangeError(`Expected among to be 'scorable', 'novel' or 'everything', got ${among}`);
  }
  const labels = Array.from(readLabels(pairs, 'label'));
  const rankings = Object.entries(rankers).map(([name, ranker]) => {
    const scores = Array.from(ranker(pairs), orNull);
    if (scores.length !== labels.length) {
      throw new RangeError(`Expected ${labels.length} scores of ${name}, one a pair, got ${scores.length}`);
    }
    return [name, scores] as [string, (number | null)[]];
  });
  const isAsked =
    among === 'novel' ? Array.from(findColumn(pairs, 'seen'), (seen) => !seen) : labels.map(() => true);
  const isScored = (n: number) => rankings.every(([, scores]) => scores[n] !== null);
  const asked = labels.filter((_, n) => isAsked[n] && (among === 'everything' || isScored(n))).length;
  const isShare = budget > 0 && budget < 1;
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
    {
      ...options,
      budget: isShare ? Math.max(1, Math.ceil(budget * asked)) : budget,
      budgetName: isShare ? `${+(100 * budget).toPrecision(3)} %` : String(budget),
    },
  );
}
