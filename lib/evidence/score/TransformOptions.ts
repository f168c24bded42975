import { checkNames } from '../../base/checks/checkNames.js';
import { expectBoolean } from '../../base/checks/expect.js';
import { checkWindow } from './checkWindow.js';

export interface TransformOptions {
  /**
   * Adds the terms that sum to the evidence: four, and with contexts one for each and `from_intruder`.
   * Default: false.
   */
  parts?: boolean;
  /**
   * The length of the table's time, as a share of the time of the fit. It adds `p_next`; a model with days
   * always adds that, without a window.
   */
  window?: number;
  /**
   * Adds `kind`, whether the access, its user, its resource or its tenant is new (see `EvidenceKind`), and
   * with contexts `intruder`. Default: false.
   */
  kinds?: boolean;
}

/** Which scores a model is asked for. */
export interface AskedScores {
  parts: boolean;
  /** Null: not asked for. */
  window: number | null;
  kinds: boolean;
}

/** @throws RangeError or TypeError naming the option */
export function askedScores(options: TransformOptions): AskedScores {
  checkNames('transform options', options, ['parts', 'window', 'kinds']);
  const { parts = false, kinds = false } = options;
  for (const [name, value] of Object.entries({ parts, kinds })) expectBoolean(name, value);
  return { parts, kinds, window: checkWindow(options.window) };
}
