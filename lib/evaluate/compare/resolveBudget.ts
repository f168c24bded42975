import { expectNumber } from '../../base/checks/expect.js';

/** @throws TypeError if it is no number, RangeError if it is neither a positive integer nor a share */
export function checkBudget(budget: unknown): number {
  const isRight = (n: number) => n > 0 && (n < 1 || Number.isSafeInteger(n));
  return expectNumber('budget', budget, 'a positive integer, or a share between 0 and 1', isRight);
}

/**
 * How many alerts somebody looks at, and its name in the heads of columns.
 *
 * @param budget their number; below 1, a share of the pairs, rounded up
 * @throws as `checkBudget`
 */
export function resolveBudget(budget: number, pairs: number): { budget: number; name: string } {
  if (checkBudget(budget) >= 1) return { budget, name: String(budget) };
  return {
    budget: Math.max(1, Math.ceil(budget * pairs)),
    name: `${+(100 * budget).toPrecision(3)} %`,
  };
}
