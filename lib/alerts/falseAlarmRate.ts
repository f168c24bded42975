/** A table is taken for the accesses of one day, unless `days` is given. */
export const DEFAULT_DAYS = 1;

/**
 * The alarm rate at which normal accesses raise so many false alarms a day, in [0, 1]. On a quiet day, with
 * fewer accesses than bearable alarms, it is 1: all accesses.
 *
 * @param days how many days the accesses cover
 */
export function falseAlarmRate(falseAlarmsADay: number, days: number, numAccesses: number): number {
  return Math.min(1, (falseAlarmsADay * days) / Math.max(1, numAccesses));
}
