import type { Table } from 'apache-arrow';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import { BUCKETS, PARTS } from '../mixture/mixture.js';
import type { TenantState } from '../score/EvidenceState.js';
import type { TimeState } from '../score/TimeState.js';

/** The log itself: positions of accesses, days since 1970, and of each context the position of its value. */
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

/** Of each tenant and context its weight, and a row for each mixture: that in common has bucket -1. */
export function contextTable(tenants: readonly TenantState[]): Table {
  const rows = tenants.flatMap(({ contexts }, tenant) =>
    contexts.flatMap(({ mixture: { common, byDegree }, weight, apart }, context) =>
      Array.from({ length: BUCKETS + 1 }, (_, n) => ({
        ...{ tenant, context, weight, apart, bucket: n - 1 },
        parts: n === 0 ? common : byDegree.subarray(PARTS * (n - 1), PARTS * n),
      })),
    ),
  );
  return tableFromVectors([
    ['tenant', makeColumn.int32(rows.map(({ tenant }) => tenant))],
    ['context', makeColumn.int32(rows.map(({ context }) => context))],
    ['bucket', makeColumn.int32(rows.map(({ bucket }) => bucket))],
    ['weight', makeColumn.float64(rows.map(({ weight }) => weight))],
    ['apart', makeColumn.float64(rows.map(({ apart }) => apart))],
    ...Array.from(
      { length: PARTS },
      (_, part) => [`part${part}`, makeColumn.float64(rows.map(({ parts }) => parts[part]))] as const,
    ),
  ]);
}
