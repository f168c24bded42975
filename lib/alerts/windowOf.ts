import { checkNames } from '../base/checks/checkNames.js';
import { expectInteger, expectPositive } from '../base/checks/expect.js';
import { checkSpan, DAY_MS, type Span } from '../base/checks/span.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../evidence/AccessEvidenceModel.js';
import { checkWindow } from '../evidence/score/checkWindow.js';
import { DEFAULT_DAYS } from './falseAlarmRate.js';

/** What is known about the time that accesses cover. */
export interface WindowOptions {
  /** From the first to the last of them, as `readAccess` reports it. */
  span?: Span | null;
  /** Or: how many days. */
  days?: number;
  /** The number of distinct accesses, which is used if one of the spans is unknown. */
  accesses: number;
}

/**
 * The length of the time of some accesses, as a share of the time of a model's fit: the `window` for
 * `p_next`. It is computed from both times; if one of them is unknown, or a single moment, from the numbers
 * of distinct accesses.
 *
 * @throws TypeError if `model` is no model, TypeError or RangeError naming an option that can't be used
 *
 * @example
 * const columns = { user: 'account', res: 'share', count: 'n' };
 * const { table, report } = await readAccess('february-1.csv.gz', columns);
 * const window = windowOf(model, { span: report.span, accesses: table.numRows });
 */
export function windowOf(model: AccessEvidenceModel, options: WindowOptions): number {
  checkNames('windowOf options', options, ['span', 'days', 'accesses']);
  evidenceStateOf(model, 'model');
  const learned = model.span === null ? 0 : lengthOf(model.span);
  const accesses = expectInteger('accesses', options.accesses, 0);
  const length = timeOf(options);
  if (learned > 0 && length > 0) return length / learned;
  return Math.max(accesses, 1) / model.numAccesses;
}

/** The given window, else that of `days`. */
export function windowFor(
  model: AccessEvidenceModel,
  { window, days = DEFAULT_DAYS }: { window?: number | null; days?: number },
  accesses: number,
): number {
  return checkWindow(window ?? undefined) ?? windowOf(model, { days, accesses });
}

/** In milliseconds; 0 if it is unknown. */
function timeOf({ span, days }: WindowOptions): number {
  if (span != null && days !== undefined) throw new RangeError('Expected one of span and days, got both');
  if (days !== undefined) return expectPositive('days', days) * DAY_MS;
  return span == null ? 0 : lengthOf(checkSpan(span));
}

/** In milliseconds. */
function lengthOf({ first, last }: Span): number {
  return last.getTime() - first.getTime();
}
