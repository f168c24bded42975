import type { Span } from '../../base/checks/span.js';
import type { ResolvedParams } from '../params.js';
import type { ModelState } from './ModelState.js';

/** The input of a fit of a remote table. */
export interface RemoteFit {
  params: ResolvedParams;
  /** Whether rows count 1 if there is no column of likelihoods. */
  likelihoodIsOptional: boolean;
  span: Span | null;
  onIteration?: (progress: RemoteProgress) => void;
  signal?: AbortSignal;
}

/** The progress of a remote fit, which has steps instead of iterations. */
export interface RemoteProgress {
  /** The current step: 'factorizing'. */
  step: string;
  /** How many steps are done. */
  stepsDone: number;
  steps: number;
  /** Tasks of the step, as far as they are known: a step may find that it has more. */
  tasks: number;
  tasksDone: number;
  /** In a factorisation: the current iteration, estimated from its tasks, and how many there will be. */
  iterations?: { current: number; maxIter: number };
  /**
   * Tasks that run at once: the most in the last reports, and in all. If it is fewer now, workers are gone or
   * busy.
   */
  running: number;
  mostRunning: number;
  /** Whether this is the last report. */
  done: boolean;
}

/** A model that stays where it was fitted, for tables there. */
export interface RemoteModel<Remote> {
  /** The folder that it is in. */
  readonly path: string;
  readonly numUsers: number;
  readonly numResources: number;
  transform(table: Remote): Remote;
}

export const FIT = Symbol('fits AccessAnomaly');
export const FIT_INTO = Symbol('fits AccessAnomaly, and keeps the model');
export const SCORE = Symbol("adds AccessAnomalyModel's scores");

/** A table on a server, which knows how to have itself fitted and scored there. */
export interface RemoteTable {
  [FIT](fit: RemoteFit): Promise<ModelState>;
  /** A model that stays there, in a folder. */
  [FIT_INTO](fit: RemoteFit, modelPath: string): Promise<RemoteModel<this>>;
  /** The same kind of table, with the scores. */
  [SCORE](state: ModelState): this;
}

export function isRemote(table: unknown): table is RemoteTable {
  return typeof table === 'object' && table !== null && FIT in table && SCORE in table;
}
