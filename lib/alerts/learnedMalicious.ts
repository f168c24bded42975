import type { Table } from 'apache-arrow';
import { hourOfValue } from '../accesses/contexts.js';
import { positionsWhere } from '../base/numbers/gather.js';
import { type Counts, findLink, userOfEach } from '../evidence/counts/counts.js';
import type { EvidenceState } from '../evidence/score/EvidenceState.js';
import { contextColumn, pickContext, type RowContext } from './contextColumns.js';
import { accessTable } from './learnedColumns.js';
import type { NamedInContext } from './tellingRows.js';
import { applyVerdicts } from './verdicts/applyVerdicts.js';
import type { Verdict } from './verdicts/Verdict.js';
import { verdictNames } from './verdicts/verdictNames.js';

/**
 * What a model has learned that has since been judged malicious: with days, each record with its contexts;
 * without, whole accesses.
 *
 * @returns a table for `model.forget`, without rows if there is nothing to forget
 */
export function learnedMalicious(state: EvidenceState, verdicts: readonly Verdict[], now: Date): Table {
  const { counts, time } = state;
  const { users, resources, byUser } = counts;
  const user = userOfEach(counts);
  const tenantOf = users.tenantOfEach();
  const isNamed = pairsNamed(counts, verdicts);
  const pairs = time?.records.pair;
  const rows = positionsWhere((pairs ?? isNamed).length, (n) => isNamed[pairs ? pairs[n] : n] === 1);
  const contexts = contextsOf(state, rows);
  const names = Array.from(rows, (record, n): NamedInContext => {
    const pair = pairs ? pairs[record] : record;
    const day = time?.records.day[record];
    return {
      tenant: users.tenants[tenantOf[user[pair]]],
      user: users.names[user[pair]],
      res: resources.names[byUser.others[pair]],
      contexts: Object.fromEntries(
        contexts.flatMap(({ name, kind, values }) => (kind === 'text' ? [[name, values[n]]] : [])),
      ),
      ...(day !== undefined && { firstDay: day, lastDay: day }),
    };
  });
  const judged = applyVerdicts(names, verdicts, now).verdicts;
  const gone = positionsWhere(rows.length, (n) => judged[n]?.verdict === 'malicious');
  return accessTable(
    Array.from(gone, (n) => names[n]),
    null,
    state.params,
    contexts.map((context) => contextColumn(pickContext(context, gone))),
  );
}

/**
 * Accesses whose user or resource a verdict `malicious` names; whether the verdict holds is checked later.
 */
function pairsNamed(counts: Counts, verdicts: readonly Verdict[]): Uint8Array {
  const { users, resources, byUser, byRes } = counts;
  const isNamed = new Uint8Array(counts.likelihood.length);
  for (const rule of verdicts) {
    if (rule.verdict !== 'malicious') continue;
    const { tenant, user, res } = verdictNames(rule);
    const u = user === null ? -1 : users.find(tenant, user);
    const r = res === null ? -1 : resources.find(tenant, res);
    if (user === null) {
      if (r < 0) continue;
      for (let n = byRes.starts[r]; n < byRes.starts[r + 1]; n++) {
        isNamed[findLink(byUser, byRes.others[n], r)] = 1;
      }
    } else if (u >= 0) {
      if (res === null) isNamed.fill(1, byUser.starts[u], byUser.starts[u + 1]);
      else if (r >= 0 && findLink(byUser, u, r) >= 0) isNamed[findLink(byUser, u, r)] = 1;
    }
  }
  return isNamed;
}

/** The days and contexts of records. */
function contextsOf({ time, params }: EvidenceState, rows: Int32Array): RowContext[] {
  if (time === null || params.dayCol === null) return [];
  const { records, contexts } = time;
  const of = <T>(ids: Int32Array, value: (id: number) => T) =>
    Array.from(rows, (row) => (ids[row] < 0 ? null : value(ids[row])));
  return [
    { name: params.dayCol, kind: 'day', values: Array.from(rows, (row) => records.day[row]) },
    ...contexts.map(({ name, isHour, values }, c): RowContext => {
      if (isHour) return { name, kind: 'hour', values: of(records.values[c], hourOfValue) };
      return { name, kind: 'text', values: of(records.values[c], (id) => values.names[id]) };
    }),
  ];
}
