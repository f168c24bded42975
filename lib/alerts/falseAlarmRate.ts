/** Accesses are of a day where nobody says otherwise. */
export const DEFAULT_DAYS = 1;

/**
 * The alarm rate at which normal accesses raise so many false alarms a day, in [0, 1]: 1, all accesses, where
 * they are fewer than the alarms that are bearable, as on a quiet day.
 *
 * @param days that the accesses are of
 */
export function falseAlarmRate(falseAlarmsADay: number, days: number, numAccesses: number): number {
  return Math.min(1, (falseAlarmsADay * days) / Math.max(1, numAccesses));
}
