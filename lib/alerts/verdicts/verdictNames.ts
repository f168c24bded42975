import { nameOfCell } from '../../base/text/nameCell.js';
import type { Verdict } from './Verdict.js';

/** Whom and what a verdict names; null: any. */
export interface VerdictNames {
  tenant: string | null;
  user: string | null;
  res: string | null;
}

/** @throws RangeError naming the verdict's line, and a name that can be read in two ways */
export function verdictNames(verdict: Verdict): VerdictNames {
  const nameIn = (column: keyof VerdictNames) => {
    try {
      return nameOfCell(verdict[column]);
    } catch (error) {
      throw new RangeError(
        `Expected the ${column} of the verdict in line ${verdict.line} to be a name or *, got ${(error as Error).message}`,
      );
    }
  };
  return { tenant: nameIn('tenant'), user: nameIn('user'), res: nameIn('res') };
}
