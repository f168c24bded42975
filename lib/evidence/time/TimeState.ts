import type { ContextValues, LogRecords } from '../../accesses/accessLog.js';
import type { ContextCounts } from '../context/contextCounts.js';
import type { ForeseenWindow } from './foresee.js';

/** A context as a model knows it. */
export interface KnownContext extends ContextValues {
  counts: ContextCounts;
}

/** What a model with days knows beside its counts. */
export interface TimeState {
  contexts: readonly KnownContext[];
  /** All that a fit on a longer log needs of this one. */
  records: LogRecords;
  /** What was foreseen; none in a model that was loaded. */
  windows: readonly ForeseenWindow[];
}
