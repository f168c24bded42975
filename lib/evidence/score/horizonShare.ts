import type { EvidenceState } from './EvidenceState.js';

/**
 * The horizon as a share of a tenant's time, for tenants of a model with days that have no window to compare
 * with: their log is a single day.
 */
export function horizonShare({ params, time }: EvidenceState): number {
  if (time === null) throw new RangeError('Expected a window, got none');
  return params.horizon ?? 1;
}
