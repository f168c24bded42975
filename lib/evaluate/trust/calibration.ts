import type { Table } from 'apache-arrow';
import { accessesNamed } from '../../accesses/accessesNamed.js';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectOneOf, expectShare } from '../../base/checks/expect.js';
import { gatherFloats } from '../../base/numbers/gather.js';
import { describe } from '../../base/text/describe.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../../evidence/AccessEvidenceModel.js';
import { newPValues, nextPValues } from '../../evidence/score/cellPValues.js';
import { checkWindow } from '../../evidence/score/checkWindow.js';
import { type EvidenceKind, kindOf } from '../../evidence/score/kinds.js';
import { scoresOf } from '../../evidence/score/scoresOf.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';

export interface CalibrationOptions {
  /** The table's time as a share of the time of the fit; then `p_next` is used. */
  window?: number;
  /** Which p-values. Default: `p_next` with a window or with days; else `p_new`. */
  pCol?: 'p_new' | 'p_next';
  /** The promised alarm rates, in (0, 1). Default: 0.001, 0.01, 0.05, 0.1, 0.25, 0.5. */
  rates?: readonly number[];
}

const RATES = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5];
const EVIDENCE_KINDS: readonly EvidenceKind[] = [
  'seen',
  'novel',
  'cold user',
  'cold resource',
  'cold tenant',
];
/** 97.5 % of a normal distribution lie below this. */
const Z = 1.959964;

/**
 * What p-values promise, and what they keep: if accesses with a p-value of at most a rate raise alarms, that
 * share of normal accesses should raise one.
 *
 * @param table normal accesses that the model was not fitted on, one row for each. `p_new` is about accesses
 *   that weren't seen, `p_next` about all of a window
 * @returns rows for all accesses, for each kind of them (see `EvidenceKind`), and for each tenant: tenant
 *   (null = all), kind, accesses, promised, realised, and low and high, between which 95 of 100 such shares
 *   lie (Wilson 1927)
 * @throws RangeError or TypeError as `transform`, or naming an option
 *
 * @example
 * const { train, pairs } = makeTest(accesses, { by: 'pairs' });
 * const model = await new AccessEvidence().fit(train);
 * const normal = await sql`SELECT * FROM ${pairs} WHERE label = 0`;
 * show(calibrationCurves(calibration(model, normal)));
 */
export function calibration(
  model: AccessEvidenceModel,
  table: Table,
  options: CalibrationOptions = {},
): Table {
  checkNames('calibration options', options, ['window', 'pCol', 'rates']);
  const { rates = RATES } = options;
  if (!Array.isArray(rates)) throw new TypeError(`Expected rates to be an array, got ${describe(rates)}`);
  rates.forEach((rate, n) => {
    expectShare(`rates[${n}]`, rate);
  });
  const window = checkWindow(options.window);
  const state = evidenceStateOf(model, 'model');
  const accesses = accessesNamed(table, state.params);
  const scores = scoresOf(state, accesses);
  const { cells, rows: inContext } = scores;
  const { pCol = window === null && state.time === null ? 'p_new' : 'p_next' } = options;
  expectOneOf('pCol', pCol, ['p_new', 'p_next']);
  if (pCol === 'p_next' && window === null && state.time === null) {
    throw new RangeError('Expected a window beside p_next, got none: the model has learned without days');
  }
  const ofCells = pCol === 'p_new' ? newPValues(state, scores) : null;
  const p = ofCells ? gatherFloats(ofCells, inContext.cellOf) : nextPValues(state, scores, window);
  const group = (tenant: string | null, kind: string) => ({ tenant, kind, values: [] as number[] });
  const all = group(null, 'all');
  const byKind = EVIDENCE_KINDS.map((kind) => group(null, kind));
  const byTenant = state.counts.users.tenants.map((tenant) => group(tenant, 'all'));
  for (const row of inContext.rowOf) {
    const cell = inContext.cellOf[row];
    all.values.push(p[row]);
    byKind[EVIDENCE_KINDS.indexOf(kindOf(cells, cell))].values.push(p[row]);
    byTenant[cells.tenant[cell]]?.values.push(p[row]);
  }
  const groups = [all, ...byKind, ...byTenant].filter(({ values }) => values.length > 0);
  const rows = groups.flatMap(({ tenant, kind, values }) =>
    rates.map((promised) => {
      const alarms = values.filter((value) => value <= promised).length;
      return { tenant, kind, accesses: values.length, promised, ...interval(alarms, values.length) };
    }),
  );
  return tableFromVectors([
    ['tenant', makeColumn.string(rows.map(({ tenant }) => tenant))],
    ['kind', makeColumn.string(rows.map(({ kind }) => kind))],
    ['accesses', makeColumn.int32(rows.map(({ accesses }) => accesses))],
    ['promised', makeColumn.float64(rows.map(({ promised }) => promised))],
    ['realised', makeColumn.float64(rows.map(({ realised }) => realised))],
    ['low', makeColumn.float64(rows.map(({ low }) => low))],
    ['high', makeColumn.float64(rows.map(({ high }) => high))],
  ]);
}

/** Wilson's score interval of a share. */
function interval(count: number, all: number): { realised: number; low: number; high: number } {
  const share = count / all;
  const middle = (share + Z ** 2 / (2 * all)) / (1 + Z ** 2 / all);
  const half = (Z * Math.sqrt((share * (1 - share)) / all + Z ** 2 / (4 * all ** 2))) / (1 + Z ** 2 / all);
  return { realised: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
