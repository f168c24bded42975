import type { ContextValues, LogRecords } from '../../accesses/accessLog.js';
import type { ContextCounts } from '../context/contextCounts.js';
import type { Cells } from './cells.js';
import type { ExpectationParts } from './expectationParts.js';
import type { TenantSizes } from './tenantSizes.js';

/** A context as a model knows it. */
export interface KnownContext extends ContextValues {
  counts: ContextCounts;
}

/** What a model with days knows beside its counts. */
export interface TimeState {
  contexts: readonly KnownContext[];
  /** Everything that a fit on a longer log needs from this one. */
  records: LogRecords;
  /** The windows that were predicted; none in a model that was loaded, or updated for some of its tenants. */
  windows: readonly ForeseenWindow[];
}

/** A window of each tenant: the days from `from` to before `to`; a tenant without one has both equal. */
export interface WindowDays {
  from: Int32Array;
  to: Int32Array;
}

/** Accesses of a window, ascending, and what they are used for. */
export interface ChosenAccesses {
  /** Positions in the log's list. */
  pair: Int32Array;
  /** 1 if it is in the reference of p-values. */
  isReference: Uint8Array;
  /** 1 if it is new in the window, so that weights are learned from it. */
  isLearned: Uint8Array;
}

/** The accesses of a window, and what was expected before it. */
export interface ForeseenWindow extends WindowDays, ChosenAccesses {
  /** The accesses as cells of the log before the window, by its ids. */
  cells: Cells;
  parts: ExpectationParts;
  /** The sizes of each tenant before the window. */
  sizes: TenantSizes[];
}
