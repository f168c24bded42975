import type { Table } from 'apache-arrow';
import { checkNames } from '../../base/checks/checkNames.js';
import { toTable } from '../../tables/toTable.js';
import { precisionOf, recallOf } from '../metrics/atBudget.js';
import { averagePrecisionOf } from '../metrics/averagePrecision.js';
import { type BootstrapOptions, bootstrap } from '../metrics/bootstrap.js';
import type { Labels, Scores } from '../metrics/rankScores.js';
import { rocAucOf } from '../metrics/rocAuc.js';
import { checkBudget, resolveBudget } from './resolveBudget.js';
import { sharedPairs } from './sharedPairs.js';

export interface CompareOptions extends BootstrapOptions {
  /** How many alerts somebody looks at; below 1, a share of the pairs, rounded up. Default: 25. */
  budget?: number;
  /** The budget's name in the heads of columns. Default: its number, or the share in percent. */
  budgetName?: string;
}

/**
 * Compares rankings of the same pairs. If any ranking has no score for a pair (null), the pair is left out
 * for all of them, so that all are judged by the same pairs. The result says how many scores each ranking
 * lacks, and how many of these pairs are anomalous.
 *
 * @param rankings scores by name; higher = more anomalous
 * @returns a row for each ranking: ranking, pairs, anomalous, unscorable, unscorable anomalous; AUC, average
 *   precision, and precision and recall at the budget, each with the ends of its interval (`... low`, `...
 *   high`); null if the remaining pairs all have the same label
 * @throws RangeError if rankings and labels differ in length, or naming a label, or an option that is unknown
 *   or has a wrong value; TypeError naming an option of a wrong type
 */
export function compareRankings(
  rankings: Record<string, Scores>,
  labels: Labels,
  options: CompareOptions = {},
): Table {
  checkNames('compareRankings options', options, ['budget', 'budgetName', 'resamples', 'level', 'seed']);
  const { budget: asked = 25, budgetName, ...resampling } = options;
  checkBudget(asked);
  const { labels: kept, rankings: shared } = sharedPairs(rankings, labels);
  const { budget, name } = resolveBudget(asked, kept.length);
  const shownBudget = budgetName ?? name;
  const hasBoth = new Set(kept).size === 2;
  return toTable(
    shared.map(({ name: ranking, scores, unscorable }) => {
      const figures = hasBoth
        ? bootstrap(
            scores,
            kept,
            {
              AUC: rocAucOf,
              'average precision': averagePrecisionOf,
              precision: (r) => precisionOf(r, budget),
              recall: (r) => recallOf(r, budget),
            },
            resampling,
          )
        : null;
      const columns = (name: 'AUC' | 'average precision' | 'precision' | 'recall', shown: string = name) => ({
        [shown]: figures?.[name].estimate ?? null,
        [`${shown} low`]: figures?.[name].low ?? null,
        [`${shown} high`]: figures?.[name].high ?? null,
      });
      return {
        ranking,
        pairs: kept.length,
        anomalous: kept.filter((label) => label === 1).length,
        unscorable: unscorable.length,
        'unscorable anomalous': unscorable.filter((label) => label === 1).length,
        ...columns('AUC'),
        ...columns('average precision'),
        ...columns('precision', `precision at ${shownBudget}`),
        ...columns('recall', `recall at ${shownBudget}`),
      };
    }),
  );
}
