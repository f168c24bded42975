import type { Table } from 'apache-arrow';
import { isoDay } from '../../../base/text/isoDay.js';
import type { EvidenceState } from '../../../evidence/score/EvidenceState.js';
import type { AccessReport } from '../../../logs/AccessReport.js';
import type { Doubt } from './Doubt.js';
import { percent } from './percent.js';

/** Whether a log that is scored was probably learned before: all its days were, and most of its accesses. */
export function aboutAgain(
  { span: learned }: EvidenceState,
  report: AccessReport | undefined,
  scored: Table | undefined,
): Doubt[] {
  const kinds = scored?.getChild('kind');
  const span = report?.span;
  if (!kinds || kinds.length === 0 || !span || learned === null) return [];
  const day = (time: Date) => isoDay(time.getTime());
  const [first, last] = [day(span.first), day(span.last)];
  if (first < day(learned.first) || last > day(learned.last)) return [];
  const seen = Array.from(kinds).filter((kind) => kind === 'seen').length;
  if (seen <= kinds.length / 2) return [];
  return [
    {
      doubt: `The model has learned all days of this log before (${first === last ? first : `${first} to ${last}`}), and has seen ${percent(seen / kinds.length)} of its accesses: it was probably learned already.`,
      advice:
        'What is learned twice counts twice, and hides what was odd. Score it by the model of the day before.',
    },
  ];
}
