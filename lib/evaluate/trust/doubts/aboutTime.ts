import type { Span } from '../../../base/checks/span.js';
import { DAY_MS } from '../../../base/checks/span.js';
import { counted } from '../../../base/text/counted.js';
import type { EvidenceState } from '../../../evidence/score/EvidenceState.js';
import type { Doubt } from './Doubt.js';

/** Fewer days teach too little about how a log goes on. */
const FEW_FORWARD_DAYS = 5;

/** Whether alarm rates can hold for later days. */
export function aboutTime({ time, tenants, span }: EvidenceState): Doubt[] {
  const isForward = tenants.every(({ calibration }) => calibration.source !== 'fit');
  if (time === null && !isForward) {
    return [
      {
        doubt:
          'The model learned without days: on days to come, alarms are usually some times as many as its p-values promise.',
        advice:
          "Read the log with its times, `readAccess(path, { by: 'day' })`, or `recalibrate` on later days.",
      },
    ];
  }
  if (!isForward) {
    return [
      {
        doubt: `The log${tenants.length > 1 ? ' of some tenants' : ''} has a single day: nothing could be foreseen, and alarm rates are a guess.`,
        advice: 'Learn from some weeks.',
      },
    ];
  }
  const days = time === null || span === null ? null : lengthOf(span);
  if (days === null || days >= FEW_FORWARD_DAYS) return [];
  return [
    {
      doubt: `Alarm rates come from foreseeing the last of ${counted(days, 'day')}: they say little.`,
      advice: 'Learn from some weeks.',
    },
  ];
}

function lengthOf({ first, last }: Span): number {
  return Math.round((last.getTime() - first.getTime()) / DAY_MS);
}
