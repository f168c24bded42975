/** A table counts as the accesses of one day, unless `days` is given. */
export const DEFAULT_DAYS = 1;

/**
 * The alarm rate, in [0, 1], at which normal accesses raise this many false alarms a day. On a quiet day,
 * with fewer accesses than acceptable alarms, it is 1: all accesses.
 *
 * @param days how many days the accesses cover
 */
export function falseAlarmRate(falseAlarmsADay: number, days: number, numAccesses: number): number {
  return Math.min(1, (falseAlarmsADay * days) / Math.max(1, numAccesses));
}
