import { checkNames } from '../checks/checkNames.js';
import { DAY_MS, type Span } from '../checks/span.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../evidence/AccessEvidenceModel.js';

/** What is known of how much time accesses are of. */
export interface WindowOptions {
  /** From the first to the last of them, as `readAccess` reports it. */
  span?: Span | null;
  /** Or: how many days. */
  days?: number;
  /** How many distinct accesses they are, for where one of the spans isn't known. */
  accesses: number;
}

/**
 * How long the time of some accesses is, as a share of the time that a model's fit is of: what `p_next` takes as `window`. By
 * both times; where one of them isn't known, by the numbers of accesses.
 *
 * @throws TypeError if it is no model, RangeError naming an option that isn't known
 */
export function windowOf(model: AccessEvidenceModel, options: WindowOptions): number {
  checkNames('windowOf options', options, ['span', 'days', 'accesses']);
  evidenceStateOf(model, 'model');
  const { span, days, accesses } = options;
  const length = span ? lengthOf(span) : days !== undefined ? days * DAY_MS : null;
  if (length !== null && model.span && lengthOf(model.span) > 0)
    return Math.max(length, 1) / lengthOf(model.span);
  return Math.max(accesses, 1) / model.numAccesses;
}

/** In milliseconds. */
function lengthOf({ first, last }: Span): number {
  return last.getTime() - first.getTime();
}
