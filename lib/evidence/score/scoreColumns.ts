import { OUTPUTS } from '../params.js';
import type { ScoredCells } from './scoreCells.js';
import type { Asked } from './TransformOptions.js';

/** A column of numbers that `transform` adds, and where the scores of cells have it. */
export type ScoreColumn = readonly [name: string, of: Exclude<keyof ScoredCells, 'parts'>];

/** The columns of numbers that are asked for, in their order. `kind` comes after them. */
export function scoreColumns({ parts, window }: Asked): ScoreColumn[] {
  return [
    ['evidence', 'evidence'],
    ['pair_evidence', 'pair'],
    ['p_new', 'pNew'],
    ...(window === null ? [] : [['p_next', 'pNext'] as const]),
    ...(parts ? TERMS : []),
  ];
}

const TERMS: readonly ScoreColumn[] = [
  ['from_user', 'user'],
  ['from_resource', 'resource'],
  ['from_fit', 'fit'],
  ['from_history', 'history'],
];

/**
 * Whether a column of a table is taken away before its scores are added: what another model said is not to be read as this one's.
 *
 * @param own the columns that name the accesses
 */
export function isForeign(name: string, own: object): boolean {
  return OUTPUTS.includes(name) && !Object.values(own).includes(name);
}
