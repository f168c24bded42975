import type { Table } from 'apache-arrow';
import { expectText } from '../../base/checks/expect.js';
import { describe } from '../../base/text/describe.js';
import { visibleText } from '../../base/text/visibleText.js';
import { findColumn } from '../../tables/findColumn.js';
import type { Scores } from '../metrics/rankScores.js';
import { orNull } from './sharedPairs.js';

/**
 * Scores the rows of a table: higher = more anomalous, null = can't be scored. A model (anything with such a
 * `score`), or a rule such as `rarityBaseline`.
 */
export type Ranker = ((table: Table) => Scores) | { score(table: Table): Scores };

/**
 * A model as a ranker by another column than its `score`, such as `pair_evidence`.
 *
 * @param model anything with a `transform` that adds the column
 * @throws RangeError if high values of the column are not anomalous, TypeError if `column` is no text
 */
export function rankerOf(model: { transform(table: Table): Table }, column: string): Ranker {
  expectText('column', column, 'to name a column');
  if (column === 'p_new' || column === 'p_next') {
    throw new RangeError(
      `Expected a column whose high values are anomalous, got ${visibleText(column)}; rank by evidence`,
    );
  }
  return (table) => findColumn(model.transform(table), column);
}

/**
 * The scores of rankers for the rows of a table.
 *
 * @param rankers models, rules, or scores that are known already, under names
 * @returns a score for each row, null if a ranker has none, under the same names
 * @throws TypeError naming a value that is no ranker, RangeError naming one without exactly one score for
 *   each row
 */
export function scoreBy<Name extends string>(
  rankers: Record<Name, Ranker | Scores>,
  table: Table,
): Record<Name, (number | null)[]> {
  const named = Object.entries<Ranker | Scores>(rankers);
  if (named.length === 0)
    throw new RangeError('Expected at least one ranker under its name, as in { model }, got none');
  const entries = named.map(([name, ranker]) => {
    const scores = Array.from(scoresOf(name, ranker, table), orNull);
    if (scores.length !== table.numRows) {
      throw new RangeError(
        `Expected ${table.numRows} scores of ${visibleText(name)}, one a pair, got ${scores.length}`,
      );
    }
    return [name, scores] as const;
  });
  return Object.fromEntries(entries) as Record<Name, (number | null)[]>;
}

function scoresOf(name: string, ranker: Ranker | Scores, table: Table): Scores {
  if (typeof ranker === 'function') return ranker(table);
  if (typeof ranker === 'object' && ranker !== null) {
    if ('score' in ranker) return ranker.score(table);
    if (Symbol.iterator in ranker) return ranker;
  }
  throw new TypeError(
    `Expected a model, a function of a table or scores as ranker ${visibleText(name)}, got ${describe(ranker)}`,
  );
}
