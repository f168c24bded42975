import type { Span } from '../../base/checks/span.js';
import type { ContextWeights } from '../context/contextTerms.js';
import type { Counts } from '../counts/counts.js';
import type { ResolvedEvidenceParams } from '../params.js';
import type { Directions } from './cells.js';
import type { Calibration } from './pValues.js';
import type { TimeState } from './TimeState.js';
import type { TenantWeights } from './weigh.js';

/** Everything a model of evidence knows. */
export interface EvidenceState {
  /** As the fit had them; likelihoodCol is null if every row counts 1. */
  params: ResolvedEvidenceParams;
  counts: Counts;
  directions: Directions;
  /** By the position of the tenant. */
  tenants: TenantState[];
  span: Span | null;
  /** Null if the model has learned without days. */
  time: TimeState | null;
}

/** What has been learned of a tenant. */
export interface TenantState extends TenantWeights {
  calibration: Calibration;
  /** For each context, in the order of the state's contexts. */
  contexts: ContextWeights[];
}
