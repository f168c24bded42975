import type { Table } from 'apache-arrow';
import { findColumn } from '../tables/findColumn.js';
import type { Figure } from './plotly/figure.js';
import { type HistogramTrace, scoreDistribution } from './scoreDistribution.js';

const KINDS = ['seen before', 'new for the account', 'new account', 'new resource', 'new tenant'];

/**
 * The distribution of the evidence of a day's accesses, by their kinds.
 *
 * @param scored the columns evidence and kind, with kinds in words: see `withNamedKinds`
 * @throws RangeError naming a column that is missing
 */
export function evidenceDistribution(scored: Table): Figure<HistogramTrace> {
  const [kinds, evidence] = ['kind', 'evidence'].map((name) => [...findColumn(scored, name)]);
  return scoreDistribution(
    KINDS.map((name) => ({ name, scores: evidence.filter((_, row) => kinds[row] === name) })),
    { title: 'Distribution of the evidence', unit: 'Evidence, in nats' },
  );
}
