import type { Entities } from '../../accesses/entities.js';
import type { Span } from '../../base/checks/span.js';
import type { ResolvedParams } from '../params.js';
import type { History } from './history.js';
import type { Side } from './score.js';

/** Everything a model knows. */
export interface ModelState {
  columns: ModelColumns;
  /** Length of a vector: rank + 2. */
  width: number;
  /** Iterations of the fit; null if unknown (a model saved by SynapseML). */
  iterations: number | null;
  userNames: Entities;
  resNames: Entities;
  users: Side;
  resources: Side;
  history: History | null;
  /** How the fit read its accesses; null if unknown. */
  training: Training | null;
}

export type ModelColumns = Pick<ResolvedParams, 'tenantCol' | 'userCol' | 'resCol' | 'outputCol'>;

/** What is needed to read more accesses as the fit read its own. */
export interface Training {
  params: TrainingParams;
  /** The smallest and largest likelihood of each tenant, before scaling. */
  likelihoods: ReadonlyMap<string, LikelihoodRange>;
  span: Span | null;
}

/** The parameters of a fit without what only matters while it runs, or is kept elsewhere in the model. */
export type TrainingParams = Omit<
  ResolvedParams,
  keyof ModelColumns | 'historyAccessDf' | 'threads' | 'numBlocks'
>;

export interface LikelihoodRange {
  min: number;
  max: number;
}
