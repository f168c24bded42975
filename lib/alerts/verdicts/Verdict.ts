/** What somebody decided of accesses. */
export interface Verdict {
  /** A name. One that `nameOfCell` takes for something else, such as `*`, is as `nameCell` writes it. */
  tenant: string;
  /** A name as in `tenant`, or `*`: any. */
  user: string;
  /** A name as in `tenant`, or `*`: any. */
  res: string;
  /**
   * - 'expected': not to be shown any more
   * - 'benign': shown again if it comes again, and learned from
   * - 'malicious': never learned from, and never hidden by another verdict
   */
  verdict: 'expected' | 'benign' | 'malicious';
  /**
   * Only in this context, such as an address: one of the model's `contextCols`, not the day or the hour.
   * Without it, in any.
   */
  context?: { name: string; value: string } | null;
  owner: string;
  reason: string;
  /** From this moment on it doesn't hold; null: it always does. */
  expires: Date | null;
  /**
   * Of one that is malicious: the first and the last day (UTC) of the accesses that it is on, both included.
   * Null, or missing: from the beginning, to the end. Accesses without days are of any day.
   */
  from?: Date | null;
  to?: Date | null;
  /** Where it stands in its file, counted from 1. */
  line: number;
}

export const VERDICTS: readonly Verdict['verdict'][] = ['expected', 'benign', 'malicious'];
