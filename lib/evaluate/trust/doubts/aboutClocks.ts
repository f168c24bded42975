import type { Table } from 'apache-arrow';
import { DAY_MS } from '../../../base/checks/span.js';
import { oddGap } from '../../../base/numbers/mainRange.js';
import { sum } from '../../../base/numbers/sum.js';
import { counted } from '../../../base/text/counted.js';
import { isoDay } from '../../../base/text/isoDay.js';
import { localTime } from '../../../base/text/localTime.js';
import type { EvidenceState } from '../../../evidence/score/EvidenceState.js';
import { tenantDayRows, tenantRange } from '../../../evidence/time/tenantRange.js';
import type { AccessReport } from '../../../logs/AccessReport.js';
import { readDays } from '../../../tables/readDays.js';
import type { Doubt } from './Doubt.js';

const LOOK_AT_CLOCK = 'Look at the clock of the source, and at the zone that its times are written in.';

/** Times that can't be right: far from all others, or later than now. */
export function aboutClocks(report: AccessReport | undefined, now: Date): Doubt[] {
  const doubts: Doubt[] = [];
  const impossible = report?.reasons?.['time out of range'] ?? 0;
  if (impossible > 0) {
    doubts.push({
      doubt: `${counted(impossible, 'row')} of the log ${impossible === 1 ? 'has a time' : 'have times'} before 1990 or after 2100, and could not be read: a clock was probably wrong.`,
      advice: 'Look at the samples of them, and at which source wrote them.',
    });
  }
  if (!report?.span) return doubts;
  const { span, outliers } = report;
  if (outliers) {
    const [first, last] = [outliers.first, outliers.last].map((time) => isoDay(time.getTime()));
    doubts.push({
      doubt: `${counted(outliers.rows, 'row')} of the log ${outliers.rows === 1 ? 'lies' : 'lie'} far from all others in time (${first === last ? first : `${first} to ${last}`}): a clock was probably wrong.`,
      advice:
        'They are judged as all others; only the dates of the log leave them out. Look at which source wrote them.',
    });
  }
  const latest = outliers && outliers.last > span.last ? outliers.last : span.last;
  if (latest > now) {
    doubts.push({
      doubt: `The log has times after now: its last is ${localTime(latest)}.`,
      advice: LOOK_AT_CLOCK,
    });
  }
  return doubts;
}

/** Days outside of all windows, where a wrong clock put them. */
export function aboutFarDays(state: EvidenceState): Doubt[] {
  const { counts, time } = state;
  if (time === null) return [];
  const far = counts.users.tenants.flatMap((_, t) => tenantRange(state, time, t)?.outside ?? []);
  if (far.length === 0) return [];
  const first = far.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY);
  const last = far.reduce((most, { last }) => Math.max(most, last), Number.NEGATIVE_INFINITY);
  const days = first === last ? `on ${dayText(first)}` : `between ${dayText(first)} and ${dayText(last)}`;
  const number = sum(far.map(({ rows }) => rows));
  return [
    {
      doubt: `${counted(number, 'access', 'accesses')} that the model learned ${days} ${number === 1 ? 'lies' : 'lie'} far from all others: a clock was probably wrong.`,
      advice: 'The model ignores these days where it counts time. Look at which source wrote them.',
    },
  ];
}

/** Days after today: a wrong clock, or a zone that was misread. Elsewhere it may be tomorrow already. */
export function aboutFuture(
  { span, params, time }: EvidenceState,
  scored: Table | undefined,
  now: Date,
): Doubt[] {
  const doubts: Doubt[] = [];
  if (span !== null && span.last.getTime() > now.getTime() + DAY_MS) {
    const last = isoDay(span.last.getTime() - 1);
    doubts.push({
      doubt: `The model learned from times after now: its last day is ${last}.`,
      advice: LOOK_AT_CLOCK,
    });
  }
  const { dayCol } = params;
  if (time === null || dayCol === null || !scored?.getChild(dayCol)) return doubts;
  const tomorrow = Math.floor(now.getTime() / DAY_MS) + 1;
  const late = readDays(scored, dayCol).filter((day) => day > tomorrow);
  if (late.length === 0) return doubts;
  const last = isoDay(late.reduce((most, day) => Math.max(most, day)) * DAY_MS);
  const accesses = counted(late.length, 'access', 'accesses');
  doubts.push({
    doubt: `${accesses} ${late.length === 1 ? 'is' : 'are'} of days after now, up to ${last}.`,
    advice: LOOK_AT_CLOCK,
  });
  return doubts;
}

/** A pause of the log, or a clock that was, for example, a year off: nobody can tell which. */
export function aboutGaps(state: EvidenceState): Doubt[] {
  const { counts, time } = state;
  if (time === null) return [];
  const gap = counts.users.tenants
    .map((_, t) => oddGap(tenantDayRows(state, time, t)))
    .find((found) => found !== null);
  if (!gap) return [];
  return [
    {
      doubt: `The log that was learned has nothing from ${dayText(gap.first + 1)} to ${dayText(gap.last - 1)}, and little on one side of that: a pause, or a clock that was wrong.`,
      advice:
        'If a clock was wrong, leave these rows out and learn again: they make the time of the log too long.',
    },
  ];
}

/** Days since 1970. */
function dayText(day: number): string {
  return isoDay(day * DAY_MS);
}
