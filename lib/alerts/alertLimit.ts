import { Numbering } from '../accesses/Numbering.js';
import { expectNumber, expectPositive } from '../base/checks/expect.js';
import { type Candidates, hashOf } from './alertOrder.js';
import { falseAlarmRate } from './falseAlarmRate.js';

/** How many alerts are raised; give one of the three. */
export interface AlertLimitOptions {
  /**
   * How many alerts somebody has time for, per day and tenant: the oddest accounts, or the accesses with the
   * most evidence, among those with at least the least severity. Default: 25, if none of the three is given.
   */
  budget?: number;
  /**
   * Or: how many false alarms a day are acceptable: counted in accounts for each tenant, or in accesses over
   * all tenants. If there are fewer, all of them raise an alert.
   */
  falseAlarmsADay?: number;
  /** Or: the least evidence of an alert, in nats; for an account, T (see `triage`). */
  threshold?: number;
}

const DEFAULT_BUDGET = 25;

/** Which accesses, or accounts, raise an alert in a table of some days. */
export interface AlertLimit {
  /** Chooses among accesses, by their numbers. */
  ofAccesses(open: Int32Array, candidates: Candidates, days: number): Int32Array;
  /** Chooses among accounts, the oddest first. */
  ofAccounts<Account extends LimitedAccount>(accounts: readonly Account[], days: number): Account[];
  /** Whether a budget decides, which accepts even small evidence. */
  isBudget: boolean;
}

interface LimitedAccount {
  tenant: string;
  evidence: number;
  p: number;
  everyDays: number | null;
}

/** @throws RangeError or TypeError naming the option */
export function alertLimit({ budget, falseAlarmsADay, threshold }: AlertLimitOptions): AlertLimit {
  const given = Object.entries({ budget, falseAlarmsADay, threshold }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length > 1) {
    throw new RangeError(
      `Expected one of budget, falseAlarmsADay and threshold, got ${given.map(([name]) => name).join(' and ')}`,
    );
  }
  for (const [name, value] of given) if (name !== 'threshold') expectPositive(name, value);
  if (threshold !== undefined) {
    expectNumber('threshold', threshold, 'a number', Number.isFinite);
    return {
      ofAccesses: (open, { evidence }) => open.filter((n) => evidence[n] >= threshold),
      ofAccounts: (accounts) => accounts.filter(({ evidence }) => evidence >= threshold),
      isBudget: false,
    };
  }
  if (falseAlarmsADay !== undefined) {
    return {
      ofAccesses(open, { p, numRows }, days) {
        const rate = falseAlarmRate(falseAlarmsADay, days, numRows);
        return open.filter((n) => p[n] <= rate);
      },
      ofAccounts(accounts, days) {
        const rate = falseAlarmRate(falseAlarmsADay, days, accounts.length);
        return accounts.filter(({ everyDays, p }) =>
          everyDays === null ? p <= rate : everyDays >= 1 / falseAlarmsADay,
        );
      },
      isBudget: false,
    };
  }
  const mostIn = (days: number) => Math.max(1, Math.floor((budget ?? DEFAULT_BUDGET) * days));
  return {
    ofAccesses(open, { names, evidence }, days) {
      const byEvidence = open
        .slice()
        .sort((a, b) => evidence[b] - evidence[a] || hashOf(names[a]) - hashOf(names[b]));
      const isLeft = budgetByTenant(mostIn(days));
      return byEvidence.filter((n) => isLeft(names[n].tenant));
    },
    ofAccounts(accounts, days) {
      const isLeft = budgetByTenant(mostIn(days));
      return accounts.filter(({ tenant }) => isLeft(tenant));
    },
    isBudget: true,
  };
}

/** Whether the tenant has budget left; if so, takes one of it. */
function budgetByTenant(most: number): (tenant: string) => boolean {
  const tenants = new Numbering();
  const taken: number[] = [];
  return (name) => {
    const tenant = tenants.add(name);
    taken[tenant] = (taken[tenant] ?? 0) + 1;
    return taken[tenant] <= most;
  };
}
