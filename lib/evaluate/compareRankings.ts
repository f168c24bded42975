import type { Table } from 'apache-arrow';
import { toTable } from '../tables/toTable.js';
import { checkBudget, precisionOf, recallOf } from './atBudget.js';
import { averagePrecisionOf } from './averagePrecision.js';
import { type BootstrapOptions, bootstrap } from './bootstrap.js';
import { type Labels, readLabel, type Scores } from './rankScores.js';
import { rocAucOf } from './rocAuc.js';

export interface CompareOptions extends BootstrapOptions {
  /** How many alerts somebody looks at. Default 25. */
  budget?: number;
  /** What the budget is called in the heads of columns. Default: its number. */
  budgetName?: string;
}

/**
 * Holds rankings of the same pairs against each other. A pair that some ranking has no score for (null) is left out of the
 * comparison for all of them, so that all are judged by the same pairs; how many each lacks, and how many of these are
 * anomalous, is told.
 *
 * @param rankings scores under names; higher = more anomalous
 * @returns a row a ranking: ranking, pairs, anomalous, unscorable, unscorable anomalous; AUC, average precision, and
 * precision and recall at the budget, each with the ends of its interval (`... low`, `... high`); null where the pairs left are of one label
 * @throws RangeError if rankings and labels differ in length, or naming a label or an option
 */
export function compareRankings(
  rankings: Record<string, Scores>,
  labels: Labels,
  { budget = 25, budgetName = String(budget), ...options }: CompareOptions = {},
): Table {
  checkBudget(budget);
  const all = Array.from(Array.from(labels, readLabel));
  const scored = Object.entries(rankings).map(
    ([name, scores]) => [name, Array.from(scores, orNull)] as const,
  );
  for (const [name, scores] of scored) {
    if (scores.length !== all.length) {
      throw new RangeError(`Expected ${all.length} scores of ${name}, one a label, got ${scores.length}`);
    }
  }
  const isShared = all.map((_, n) => scored.every(([, scores]) => scores[n] !== null));
  const shared = <T>(values: readonly T[]) => values.filter((_, n) => isShared[n]);
  const kept = shared(all);
  const hasBoth = new Set(kept).size === 2;
  return toTable(
    scored.map(([ranking, scores]) => {
      const lacking = all.filter((_, n) => scores[n] === null);
      const figures = hasBoth
        ? bootstrap(
            shared(scores),
            kept,
            {
              AUC: rocAucOf,
              'average precision': averagePrecisionOf,
              precision: (r) => precisionOf(r, budget),
              recall: (r) => recallOf(r, budget),
            },
            options,
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
        unscorable: lacking.length,
        'unscorable anomalous': lacking.filter((label) => label === 1).length,
        ...columns('AUC'),
        ...columns('average precision'),
        ...columns('precision', `precision at ${budgetName}`),
        ...columns('recall', `recall at ${budgetName}`),
      };
    }),
  );
}

/** A score; null where there is none. */
export function orNull(score: number | null): number | null {
  return score === null || Number.isNaN(score) ? null : score;
}
