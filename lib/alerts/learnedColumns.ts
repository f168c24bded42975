import type { Table, Vector } from 'apache-arrow';
import { type Accesses, accessesOf, type Named } from '../accesses/Accesses.js';
import { likelihoodColOf, type NamingColumns } from '../accesses/columns.js';
import { contextNames } from '../accesses/contexts.js';
import { Numbering } from '../accesses/Numbering.js';
import { likelihoodsOf } from '../accesses/sums.js';
import { concatenate } from '../base/numbers/concatenate.js';
import type { EvidenceState } from '../evidence/score/EvidenceState.js';
import { adoptTable } from '../tables/adoptTable.js';
import { makeColumn } from '../tables/makeColumn.js';
import { readFiniteNumbers } from '../tables/readColumns.js';
import { tableFromVectors } from '../tables/tableFromVectors.js';
import { takeRows } from '../tables/takeRows.js';
import { contextColumn, contextValues, joinContext, type RowContext } from './contextColumns.js';

/** The columns of accesses that a model reads. */
export function selectLearned(table: Table, { params, time }: EvidenceState): Table {
  const { tenantCol, userCol, resCol, likelihoodCol, dayCol } = params;
  const likelihood = likelihoodColOf(table, likelihoodCol);
  const inTime = time === null || dayCol === null ? [] : [dayCol, ...contextNames(params)];
  return adoptTable(table).select([
    ...[tenantCol, userCol, resCol],
    ...(likelihood === null ? [] : [likelihood]),
    ...inTime.filter((name) => table.getChild(name) !== null),
  ]);
}

/**
 * Accesses of several tables, one after the other, in columns of the same types: names as text, a missing
 * likelihood as 1.
 */
export function joinLearned(parts: readonly Table[], state: EvidenceState): Table {
  const { params } = state;
  const counts = parts.map((table) => likelihoodColOf(table, params.likelihoodCol));
  const likelihoods = parts.map((table, n) =>
    counts[n] === null ? new Float64Array(table.numRows).fill(1) : readFiniteNumbers(table, counts[n]),
  );
  const isCounted = counts.some((column) => column !== null);
  const contexts = parts.map((table) => allContexts(state, table));
  const isThere = ({ name }: RowContext) => parts.some((table) => table.getChild(name) !== null);
  return accessTable(
    parts.flatMap((table) => accessesOf(table, params).rowNames()),
    isCounted ? concatenate(Float64Array, likelihoods) : null,
    params,
    contexts[0].flatMap((own, c) =>
      isThere(own) ? [contextColumn(joinContext(contexts.map((each) => each[c])))] : [],
    ),
  );
}

/** Each access once: if it was held back on two mornings, it waits for one verdict. */
export function mergeLearned(table: Table, state: EvidenceState): Table {
  const accesses = accessesOf(table, state.params);
  if (accesses.size === table.numRows) return table;
  if (state.time !== null) return distinctRecords(accesses, state);
  return accessTable(accesses.names(), likelihoodsOf(accesses, state.params.likelihoodCol), state.params, []);
}

/** The days and contexts of all rows of a table. */
export function allContexts(state: EvidenceState, table: Table): RowContext[] {
  return contextValues(state, table, [...Array(table.numRows).keys()]);
}

/** A value of a context as a part of a key. */
export function keyOf(value: string | number | null): string | null {
  return value === null ? null : String(value);
}

/** With days, an access waits with each of its days and contexts, for the same verdict. */
function distinctRecords(accesses: Accesses, state: EvidenceState): Table {
  const { table } = accesses;
  const contexts = allContexts(state, table);
  const records = new Numbering();
  const kept: number[] = [];
  accesses.distinct.accessOf.forEach((access, row) => {
    const record = records.add(String(access), ...contexts.map(({ values }) => keyOf(values[row])));
    if (record === kept.length) kept.push(row);
  });
  return takeRows(table, Int32Array.from(kept));
}

interface LearnedColumns extends NamingColumns {
  likelihoodCol: string | null;
}

/** A table that the model can learn or forget. */
export function accessTable(
  names: readonly Named[],
  likelihood: Float64Array | null,
  { tenantCol, userCol, resCol, likelihoodCol }: LearnedColumns,
  contexts: readonly (readonly [string, Vector])[],
): Table {
  return tableFromVectors([
    [tenantCol, makeColumn.string(names.map(({ tenant }) => tenant))],
    [userCol, makeColumn.string(names.map(({ user }) => user))],
    [resCol, makeColumn.string(names.map(({ res }) => res))],
    ...(likelihoodCol === null || likelihood === null
      ? []
      : [[likelihoodCol, makeColumn.float64(likelihood)] as const]),
    ...contexts,
  ]);
}
