import { DAY_MS } from '../../base/checks/span.js';
import type { EvidenceState } from './EvidenceState.js';

/** Windows are a sixteenth of the log, unless a horizon says otherwise. */
const WINDOWS_OF_LOG = 16;

/** The horizon as a share of the time of the fit, of a model with days; for tenants that have no window. */
export function horizonShare({ span, params, time }: EvidenceState): number {
  if (time === null || span === null) throw new RangeError('Expected a window, got none');
  const days = Math.max(1, Math.round((span.last.getTime() - span.first.getTime()) / DAY_MS));
  return (params.horizon ?? Math.max(1, Math.floor(days / WINDOWS_OF_LOG))) / days;
}
