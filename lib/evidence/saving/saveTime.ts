import type { Table } from 'apache-arrow';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import type { TenantState } from '../score/EvidenceState.js';
import type { TimeState } from '../score/TimeState.js';
import { mixtureRows, partColumns } from './mixtureRows.js';

/** The log itself: positions of accesses, days since 1970, and the position of each context's value. */
export function recordTable({ records }: TimeState): Table {
  return tableFromVectors([
    ['pair', makeColumn.int32(records.pair)],
    ['day', makeColumn.int32(records.day)],
    ...records.values.map((values, c) => [`value${c}`, makeColumn.int32(values)] as const),
  ]);
}

/** The values of contexts that have names, in the order of their ids. Hours have none. */
export function valueTable({ contexts }: TimeState): Table {
  const named = contexts.flatMap((context, c) => (context.isHour ? [] : [{ c, values: context.values }]));
  const all = <T>(of: (each: (typeof named)[number]) => Iterable<T>) =>
    named.flatMap((each) => [...of(each)]);
  return tableFromVectors([
    ['context', makeColumn.int32(all(({ c, values }) => values.names.map(() => c)))],
    ['tenant', makeColumn.int32(all(({ values }) => values.tenantOfEach()))],
    ['name', makeColumn.string(all(({ values }) => values.names))],
  ]);
}

/**
 * The weight of each context in each tenant, and a row for each mixture; the overall weights have bucket -1.
 */
export function contextTable(tenants: readonly TenantState[]): Table {
  const rows = tenants.flatMap(({ contexts }, tenant) =>
    contexts.flatMap(({ mixture, weight, apart }, context) =>
      mixtureRows({ tenant, context, weight, apart }, mixture),
    ),
  );
  return tableFromVectors([
    ['tenant', makeColumn.int32(rows.map(({ tenant }) => tenant))],
    ['context', makeColumn.int32(rows.map(({ context }) => context))],
    ['bucket', makeColumn.int32(rows.map(({ bucket }) => bucket))],
    ['weight', makeColumn.float64(rows.map(({ weight }) => weight))],
    ['apart', makeColumn.float64(rows.map(({ apart }) => apart))],
    ...partColumns(rows),
  ]);
}
