import type { Table } from 'apache-arrow';
import { accessesOf } from '../accesses/Accesses.js';
import { likelihoodColOf } from '../accesses/columns.js';
import { listAccesses } from '../accesses/listAccesses.js';
import { checkNames } from '../base/checks/checkNames.js';
import { checkSpan } from '../base/checks/span.js';
import { hostSignal } from '../base/signals/hostSignal.js';
import { AccessEvidenceModel } from './AccessEvidenceModel.js';
import { countsOf } from './counts/counts.js';
import { type EvidenceFitOptions, fitEvidence } from './fit/fitEvidence.js';
import { type AccessEvidenceParams, type ResolvedEvidenceParams, resolveEvidenceParams } from './params.js';

/**
 * Learns who normally accesses what as a mixture of what similar users do, of resources that are used alike,
 * and of how much either is used at all; scores an access by the weight of evidence (I. J. Good) that an
 * intruder made it. Each tenant by itself. No labels, no gradient: sparse sums, and weights by
 * expectation-maximisation. lib/evidence/README.md has the formula.
 *
 * @example
 * const model = await new AccessEvidence({ tenantCol: 'tenant' }).fit(accesses);
 * const scored = model.transform(today, { parts: true, window: 1 / 30 });
 */
export class AccessEvidence {
  readonly params: Readonly<ResolvedEvidenceParams>;
  readonly #likelihoodIsOptional: boolean;

  /** @throws RangeError or TypeError naming the parameter, with its value */
  constructor(params: AccessEvidenceParams = {}) {
    this.params = Object.freeze(resolveEvidenceParams(params));
    this.#likelihoodIsOptional = params.likelihoodCol === undefined;
  }

  /**
   * Fits a model to a table of accesses: one row an access, or several, whose likelihoods are then added up.
   * The result does not depend on the order of the rows, on other tenants, or on the number of threads.
   *
   * @param table columns tenant, user, resource (names: text, numbers or booleans) and likelihood (numbers
   *   above 0), as named by the parameters
   * @throws RangeError or TypeError naming the option, or the column and the row, that can't be used
   */
  async fit(table: Table, options: EvidenceFitOptions = {}): Promise<AccessEvidenceModel> {
    checkNames('fit options', options, ['span', 'onIteration', 'signal']);
    const span = options.span == null ? null : checkSpan(options.span);
    const likelihoodCol = likelihoodColOf(table, this.params.likelihoodCol, this.#likelihoodIsOptional);
    const params = { ...this.params, likelihoodCol };
    const signal = options.signal ?? hostSignal();
    signal?.throwIfAborted();
    const counts = countsOf(listAccesses(accessesOf(table, params), likelihoodCol, true));
    return new AccessEvidenceModel(
      await fitEvidence(counts, params, span, { onIteration: options.onIteration, signal }),
    );
  }
}
