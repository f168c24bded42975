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
  /** All that a fit on a longer log needs of this one. */
  records: LogRecords;
  /** What was foreseen; none in a model that was loaded, or updated for some of its tenants. */
  windows: readonly ForeseenWindow[];
}

/** A window of each tenant: the days from `from` to before `to`; where they are equal, there is none. */
export interface WindowDays {
  from: Int32Array;
  to: Int32Array;
}

/** Accesses of a window, ascending, and what they are wanted for. */
export interface ChosenAccesses {
  /** Positions in the log's list. */
  pair: Int32Array;
  /** 1: the reference of p-values has it. */
  isReference: Uint8Array;
  /** 1: it is new in the window, and weights are learned from it. */
  isLearned: Uint8Array;
}

/** The accesses of a window, and what was expected of them before. */
export interface ForeseenWindow extends WindowDays, ChosenAccesses {
  /** The accesses as cells of what was known before, by its ids. */
  cells: Cells;
  parts: ExpectationParts;
  /** Of each tenant before the window. */
  sizes: TenantSizes[];
}
