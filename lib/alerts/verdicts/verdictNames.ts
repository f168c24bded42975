import { describe } from '../../base/text/describe.js';
import { nameIn } from '../lists/nameIn.js';
import type { Verdict } from './Verdict.js';

/** The names in a verdict; null means any. */
interface VerdictNames {
  tenant: string;
  user: string | null;
  res: string | null;
}

/**
 * The names of a verdict.
 *
 * @param at its place, for errors. Default: its line
 * @throws TypeError or RangeError naming its place, and a name that isn't text, is missing, can be read in
 *   two ways or may not be `*`
 */
export function verdictNames(
  verdict: Pick<Verdict, 'tenant' | 'user' | 'res' | 'line'>,
  at = `in the verdict of line ${verdict.line}`,
): VerdictNames {
  const [tenant, user, res] = (['tenant', 'user', 'res'] as const).map((column) => {
    const cell: unknown = verdict[column];
    if (typeof cell !== 'string') {
      throw new TypeError(`Expected ${column} to be a text ${at}, got ${describe(cell)}`);
    }
    if (cell === '') throw new RangeError(`Expected a name or * as ${column} ${at}, got none`);
    return nameIn(cell, column, at);
  });
  if (tenant === null) throw new RangeError(`Expected the name of a tenant ${at}, got *`);
  if (user === null && res === null) {
    throw new RangeError(`Expected the name of a user or of a resource ${at}, got * for both`);
  }
  return { tenant, user, res };
}
