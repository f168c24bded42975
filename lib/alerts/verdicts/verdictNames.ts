import { describe } from '../../base/text/describe.js';
import { nameOfCell } from '../../base/text/nameCell.js';
import type { Verdict } from './Verdict.js';

/** Whom and what a verdict names; null: any. */
export interface VerdictNames {
  tenant: string | null;
  user: string | null;
  res: string | null;
}

/** @throws TypeError or RangeError naming the verdict's line, and what is no text or can be read in two ways */
export function verdictNames(verdict: Verdict): VerdictNames {
  const nameIn = (column: keyof VerdictNames) => {
    if (typeof verdict[column] !== 'string') {
      throw new TypeError(
        `Expected the ${column} of the verdict in line ${verdict.line} to be a text, got ${describe(verdict[column])}`,
      );
    }
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
