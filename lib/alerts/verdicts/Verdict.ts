/** What somebody decided about accesses. */
export interface Verdict {
  /**
   * A name. If `nameOfCell` would take it for something else, such as `*`, it is written as by `nameCell`.
   */
  tenant: string;
  /** A name as in `tenant`, or `*`: any. */
  user: string;
  /** A name as in `tenant`, or `*`: any. */
  res: string;
  /**
   * - 'expected': no longer shown
   * - 'benign': learned, and shown again if it is odd again
   * - 'malicious': never learned, and never hidden by another verdict
   */
  verdict: 'expected' | 'benign' | 'malicious';
  /**
   * Only in this context, such as an address: one of the model's `contextCols`, not the day or the hour.
   * Without it, in any context.
   */
  context?: { name: string; value: string } | null;
  owner: string;
  reason: string;
  /** It doesn't hold from this moment on; null if it always does. */
  expires: Date | null;
  /**
   * For a malicious verdict: the first and the last day (UTC) of the accesses that it is about, both
   * included. Null or missing: from the beginning, to the end. Accesses without days count for any day.
   */
  from?: Date | null;
  to?: Date | null;
  /** Its line in the file, counted from 1. */
  line: number;
}

/** The columns of a file of verdicts, in the order in which they are written. */
export const VERDICT_COLUMNS = [
  ...(['tenant', 'user', 'res', 'verdict', 'context', 'owner', 'reason', 'expires', 'from', 'to'] as const),
];

export const VERDICTS: readonly Verdict['verdict'][] = ['expected', 'benign', 'malicious'];
