import type { Verdict } from './Verdict.js';

/**
 * Checks that a verdict may be limited to some days, and that these are in order.
 *
 * @param at its place, for errors
 * @param show writes a day in errors
 * @throws RangeError naming its place
 */
export function checkVerdictDays(
  { verdict, from, to }: Pick<Verdict, 'verdict' | 'from' | 'to'>,
  at: string,
  show: (day: Date) => string,
): void {
  if ((from != null || to != null) && verdict !== 'malicious') {
    throw new RangeError(`Expected from and to only where the verdict is malicious ${at}, got ${verdict}`);
  }
  if (from != null && to != null && from > to) {
    throw new RangeError(`Expected from to be no later than to ${at}, got ${show(from)} and ${show(to)}`);
  }
}
