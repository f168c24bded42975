import { Numbering } from '../accesses/Numbering.js';
import { expectNumber, expectPositive } from '../base/checks/expect.js';
import { type Candidates, hashOf } from './alertOrder.js';
import { falseAlarmRate } from './falseAlarmRate.js';

/** How many alerts are raised, by one of three. */
export interface AlertLimitOptions {
  /**
   * How many alerts somebody has time for, a day and tenant: those with the most evidence, however little
   * that is (see leastSeverity). Default: 25, where none of the three is given.
   */
  budget?: number;
  /**
   * Or: how many false alarms a day are bearable, over all tenants. Where there are fewer accesses, all of
   * them raise an alert.
   */
  falseAlarmsADay?: number;
  /** Or: the least evidence of an alert, in nats. */
  threshold?: number;
}

const DEFAULT_BUDGET = 25;

/**
 * Which of some accesses, by their numbers, raise an alert.
 *
 * @throws RangeError or TypeError naming the option
 */
export function alertLimit(
  { budget, falseAlarmsADay, threshold }: AlertLimitOptions,
  days: number,
): (open: Int32Array, candidates: Candidates) => Int32Array {
  const given = Object.entries({ budget, falseAlarmsADay, threshold }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length > 1) {
    throw new RangeError(
      `Expected one of budget, falseAlarmsADay and threshold, got ${given.map(([name]) => name).join(' and ')}`,
    );
  }
  for (const [name, value] of [...given.filter(([name]) => name !== 'threshold'), ['days', days] as const]) {
    expectPositive(name, value);
  }
  if (threshold !== undefined) {
    expectNumber('threshold', threshold, 'a number', Number.isFinite);
    return (open, { evidence }) => open.filter((n) => evidence[n] >= threshold);
  }
  if (falseAlarmsADay !== undefined) {
    return (open, { p, numRows }) => {
      const rate = falseAlarmRate(falseAlarmsADay, days, numRows);
      return open.filter((n) => p[n] <= rate);
    };
  }
  const most = Math.max(1, Math.floor((budget ?? DEFAULT_BUDGET) * days));
  return (open, { names, evidence }) => {
    const tenants = new Numbering();
    const taken: number[] = [];
    const byEvidence = open
      .slice()
      .sort((a, b) => evidence[b] - evidence[a] || hashOf(names[a]) - hashOf(names[b]));
    return byEvidence.filter((n) => {
      const tenant = tenants.add(names[n].tenant);
      taken[tenant] = (taken[tenant] ?? 0) + 1;
      return taken[tenant] <= most;
    });
  };
}
