import type { AlsProgress } from '../../als/types.js';
import type { Span } from '../../checks/span.js';
import type { ResolvedParams } from '../params.js';
import type { ModelState } from './ModelState.js';

/** What a fit of a remote table is told. */
export interface RemoteFit {
  params: ResolvedParams;
  /** Whether rows count 1 where there is no column of likelihoods. */
  likelihoodIsOptional: boolean;
  span: Span | null;
  onIteration?: (progress: AlsProgress) => void;
  signal?: AbortSignal;
}

export const FIT = Symbol('fits AccessAnomaly');
export const SCORE = Symbol("adds AccessAnomalyModel's scores");

/** A table elsewhere that is worked on there: it knows how to learn from itself, and how to score itself. */
export interface RemoteTable {
  [FIT](fit: RemoteFit): Promise<ModelState>;
  /** The same table with the scores, of its own kind. */
  [SCORE](state: ModelState): this;
}

export function isRemote(table: unknown): table is RemoteTable {
  return typeof table === 'object' && table !== null && FIT in table && SCORE in table;
}
