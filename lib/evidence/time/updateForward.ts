import type { Table } from 'apache-arrow';
import { accessesOf } from '../../accesses/Accesses.js';
import { type AccessLog, logOfSorted, readLog } from '../../accesses/accessLog.js';
import { contextNames } from '../../accesses/contexts.js';
import { Entities, renumber, renumberKnown, union } from '../../accesses/entities.js';
import { mergeSorted } from '../../accesses/mergeSorted.js';
import { checkSpan, type Span } from '../../base/checks/span.js';
import { gather } from '../../base/numbers/gather.js';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { findColumn } from '../../tables/findColumn.js';
import { countsOf } from '../counts/counts.js';
import type { EvidenceFitOptions } from '../fit/fitEvidence.js';
import { putTogether } from '../fit/putTogether.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import type { TimeState } from '../score/TimeState.js';
import { fitForward } from './fitForward.js';
import { restrictLog } from './keepRecords.js';
import { type LogBefore, NEVER, placesIn } from './LogBefore.js';
import { knownContexts, logOfModel } from './logOfModel.js';
import { spanOfDays, tenantDays } from './windows.js';

/** The state of a model with days after a fit on all that it has seen and on these accesses. */
export async function updateForward(
  state: EvidenceState,
  time: TimeState,
  table: Table,
  { span, signal = hostSignal(), onIteration }: EvidenceFitOptions,
): Promise<EvidenceState> {
  const { params } = state;
  const dayCol = params.dayCol!;
  for (const column of [dayCol, ...contextNames(params)]) findColumn(table, column);
  const old = logOfModel(state.counts, time);
  const added = readLog(accessesOf(table, params), { ...params, dayCol });
  const whole = joinLogs(old, added);
  const touched = new Set(added.users.tenants);
  const isAll = touched.size === whole.users.tenants.length;
  const part = isAll ? whole : restrictLog(whole, touched);
  const joined = joinSpans(state.span!, span ? checkSpan(span) : spanOfDays(added.records.day));
  const before = isAll ? logBefore(state, time, old, added, whole) : undefined;
  const fitted = await fitForward(part, params, joined, { onIteration, signal, before });
  if (isAll) return fitted;
  return {
    ...fitted,
    ...putTogether(state, fitted, countsOf(whole)),
    time: { contexts: knownContexts(whole), records: whole.records, windows: [] },
  };
}

function joinLogs(a: AccessLog, b: AccessLog): AccessLog {
  const users = union(a.users, b.users);
  const resources = union(a.resources, b.resources);
  const contexts = a.contexts.map(({ name, isHour, values }, c) => ({
    ...{ name, isHour },
    values: onTenants(union(values, b.contexts[c].values), users.tenants),
  }));
  // Ids keep the order of names: what was sorted still is.
  const columns = [a, b].map((log) => {
    const { pair, day } = log.records;
    return [
      gather(renumber(log.user, log.users, users), pair),
      gather(renumber(log.res, log.resources, resources), pair),
      day,
      ...contexts.map(({ values }, c) =>
        renumberKnown(log.records.values[c], log.contexts[c].values, values),
      ),
    ];
  });
  const [user, res, day, ...values] = mergeSorted(columns[0], columns[1]);
  return logOfSorted({ users, resources, contexts, user, res, day, values });
}

/** The same values, of tenants that may have none. */
function onTenants(values: Entities, tenants: readonly string[]): Entities {
  const places = placesOf(values.tenants);
  const own = (tenant: string) => {
    const t = places.get(tenant) ?? -1;
    return t < 0 ? [] : values.names.slice(values.starts[t], values.starts[t + 1]);
  };
  return new Entities(new Map(tenants.map((tenant) => [tenant, own(tenant)])));
}

function logBefore(
  state: EvidenceState,
  { windows }: TimeState,
  old: AccessLog,
  added: AccessLog,
  whole: AccessLog,
): LogBefore {
  const { tenants } = whole.users;
  const places = placesOf(tenants);
  const placed = (days: Int32Array, { users }: AccessLog) => {
    const all = new Int32Array(tenants.length).fill(NEVER);
    users.tenants.forEach((tenant, t) => {
      all[places.get(tenant)!] = days[t];
    });
    return all;
  };
  return {
    state,
    windows,
    tenants: Int32Array.from(old.users.tenants, (tenant) => places.get(tenant)!),
    ...placesIn(old, whole),
    end: placed(tenantDays(old, old.records).end, old),
    added: placed(tenantDays(added, added.records).first, added),
  };
}

function placesOf(names: readonly string[]): Map<string, number> {
  return new Map(names.map((name, n) => [name, n]));
}

function joinSpans(a: Span, b: Span): Span {
  return { first: a.first < b.first ? a.first : b.first, last: a.last > b.last ? a.last : b.last };
}
