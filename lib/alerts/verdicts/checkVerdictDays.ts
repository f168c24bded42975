import type { Verdict } from './Verdict.js';

/**
 * Whether a verdict may be on some days alone, and these are in order.
 *
 * @param at where it stands, for errors
 * @param show how errors write a day
 * @throws RangeError naming where it stands
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
