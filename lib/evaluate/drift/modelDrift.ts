import type { Table } from 'apache-arrow';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectOneOf } from '../../base/checks/expect.js';
import { AccessEvidenceModel } from '../../evidence/AccessEvidenceModel.js';
import type { AccessAnomalyModel } from '../../original/AccessAnomalyModel.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import type { Drift, DriftOf } from './driftRows.js';
import { evidenceDrift } from './evidenceDrift.js';
import { factorDrift } from './factorDrift.js';

/** Two models of one kind: of factors, or of evidence. */
export type DriftModel = AccessAnomalyModel | AccessEvidenceModel;

/**
 * Which users or resources moved most from one model to another:
 *
 *   drift = sqrt(mean of (score after - score before)^2),   shift = mean of (score after - score before)
 *
 * For models of factors: in deviations of the score, over all resources of the tenant that both models know
 * (or users, for resources). For models of evidence: in nats of `pair_evidence`, over the accesses that
 * either was fitted on.
 *
 * @param options of: 'users' (the default) or 'resources'
 * @returns a table, sorted by drift: tenant and user (or resource), as the second model names these columns;
 *   `change` ('moved', 'new' or 'gone'); drift and shift, null for 'new' and 'gone'. The table's metadata say
 *   under `unit` what they are measured in: 'deviations of the score', or 'nats of evidence'
 * @throws TypeError if they are not two models of the same kind, RangeError for another `of`
 *
 * @example
 * const drift = modelDrift(model, await model.update(today), { of: 'resources' });
 */
export function modelDrift(before: DriftModel, after: DriftModel, options: { of?: DriftOf } = {}): Table {
  checkNames('modelDrift options', options, ['of']);
  const { of = 'users' } = options;
  expectOneOf('of', of, ['users', 'resources']);
  // Each function checks both of its models.
  const drift =
    before instanceof AccessEvidenceModel
      ? evidenceDrift(before, after as AccessEvidenceModel, of)
      : factorDrift(before, after as AccessAnomalyModel, of);
  return driftTable(drift, of);
}

function driftTable({ unit, rows, columns: { tenantCol, userCol, resCol } }: Drift, of: DriftOf): Table {
  const shown = rows.filter(({ change }) => change !== null);
  // Names are in order already, and sorting is stable.
  shown.sort((x, y) => (y.drift ?? -1) - (x.drift ?? -1));
  const table = tableFromVectors([
    [tenantCol, makeColumn.string(shown.map(({ tenant }) => tenant))],
    [of === 'users' ? userCol : resCol, makeColumn.string(shown.map(({ name }) => name))],
    ['change', makeColumn.string(shown.map(({ change }) => change))],
    ['drift', makeColumn.float64(shown.map(({ drift }) => drift))],
    ['shift', makeColumn.float64(shown.map(({ shift }) => shift))],
  ]);
  table.schema.metadata.set('unit', unit);
  return table;
}
