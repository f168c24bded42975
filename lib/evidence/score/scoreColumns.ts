import { OUTPUTS } from '../params.js';
import { newPValues, nextPValues } from './cellPValues.js';
import type { EvidenceState } from './EvidenceState.js';
import type { CellScores } from './scoreCells.js';
import type { AskedScores } from './TransformOptions.js';
import type { Weights } from './weigh.js';

const TERMS: readonly (readonly [name: string, of: keyof Weights])[] = [
  ['from_user', 'user'],
  ['from_resource', 'resource'],
  ['from_fit', 'fit'],
  ['from_history', 'history'],
];

/** The columns of numbers that `transform` is asked for, in their order. `kind` comes after them. */
export function scoreNames({ parts, window }: AskedScores): string[] {
  return [
    'evidence',
    'pair_evidence',
    'p_new',
    ...(window === null ? [] : ['p_next']),
    ...(parts ? TERMS.map(([name]) => name) : []),
  ];
}

/** The same with their values, one a cell. */
export function scoreColumns(
  state: EvidenceState,
  scores: CellScores,
  { parts, window }: AskedScores,
): [name: string, values: Float64Array][] {
  const { weights } = scores;
  return [
    ['evidence', weights.evidence],
    ['pair_evidence', weights.pair],
    ['p_new', newPValues(state, scores)],
    ...(window === null ? [] : [['p_next', nextPValues(state, scores, window)] as [string, Float64Array]]),
    ...(parts ? TERMS.map(([name, of]): [string, Float64Array] => [name, weights[of]]) : []),
  ];
}

/**
 * Whether a column of a table is taken away before its scores are added: what another model said is not to be
 * read as this one's.
 *
 * @param own the columns that name the accesses
 */
export function isForeign(name: string, own: object): boolean {
  return OUTPUTS.includes(name) && !Object.values(own).includes(name);
}
