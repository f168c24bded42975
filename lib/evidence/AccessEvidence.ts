import type { Table } from 'apache-arrow';
import { accessesOf } from '../accesses/Accesses.js';
import { readLog } from '../accesses/accessLog.js';
import { listAccesses } from '../accesses/listAccesses.js';
import { checkNames } from '../base/checks/checkNames.js';
import { checkSpan } from '../base/checks/span.js';
import { hostSignal } from '../base/signals/hostSignal.js';
import { AccessEvidenceModel } from './AccessEvidenceModel.js';
import { countsOf } from './counts/counts.js';
import { type EvidenceFitOptions, fitEvidence } from './fit/fitEvidence.js';
import { paramsFor } from './fit/paramsFor.js';
import { type AccessEvidenceParams, type ResolvedEvidenceParams, resolveEvidenceParams } from './params.js';
import { fitForward } from './time/fitForward.js';

/**
 * Learns who normally accesses what as a mixture of what similar users do, which resources are used alike,
 * and how much each user and resource is used at all. It scores an access by the weight of evidence (I. J.
 * Good) that an intruder made it. Each tenant is learned by itself, without labels or gradients: by sparse
 * sums, and weights from expectation-maximisation. lib/evidence/README.md has the formula.
 *
 * @example
 * const model = await new AccessEvidence({ tenantCol: 'tenant' }).fit(accesses);
 * const scored = model.transform(today, { parts: true, window: 1 / 30 });
 */
export class AccessEvidence {
  readonly params: Readonly<ResolvedEvidenceParams>;
  readonly #given: AccessEvidenceParams;

  /** @throws RangeError or TypeError naming the parameter, with its value */
  constructor(params: AccessEvidenceParams = {}) {
    this.params = Object.freeze(resolveEvidenceParams(params));
    this.#given = params;
  }

  /**
   * Fits a model to a table of accesses: one row for each access, or several, whose likelihoods are added up.
   * The result does not depend on the order of the rows, on other tenants, or on the number of threads.
   *
   * @param table columns tenant, user, resource (names: text, numbers or booleans), and likelihood (numbers
   *   above 0) or day, hour (0 to 23; may be null) and contexts (as names; may be null), as named by the
   *   parameters
   * @throws RangeError or TypeError naming the option, or the column and the row, that can't be used
   */
  async fit(table: Table, options: EvidenceFitOptions = {}): Promise<AccessEvidenceModel> {
    checkNames('fit options', options, ['span', 'onIteration', 'signal']);
    const span = options.span == null ? null : checkSpan(options.span);
    const params = paramsFor(table, this.params, this.#given);
    const signal = options.signal ?? hostSignal();
    signal?.throwIfAborted();
    const accesses = accessesOf(table, params);
    const run = { onIteration: options.onIteration, signal };
    if (params.dayCol !== null) {
      const log = readLog(accesses, { ...params, dayCol: params.dayCol });
      return new AccessEvidenceModel(await fitForward(log, params, span, run));
    }
    const counts = countsOf(listAccesses(accesses, params.likelihoodCol, true));
    return new AccessEvidenceModel(await fitEvidence(counts, params, span, run));
  }
}
