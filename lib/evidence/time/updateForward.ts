import type { Table } from 'apache-arrow';
import { accessesOf } from '../../accesses/Accesses.js';
import { type AccessLog, readLog } from '../../accesses/accessLog.js';
import { contextNames } from '../../accesses/contexts.js';
import { checkSpan, type Span } from '../../base/checks/span.js';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { findColumn } from '../../tables/findColumn.js';
import { countsOf } from '../counts/counts.js';
import type { EvidenceFitOptions } from '../fit/fitEvidence.js';
import { putTogether } from '../fit/putTogether.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import type { TimeState } from '../score/TimeState.js';
import { fitForward } from './fitForward.js';
import { joinLogs } from './joinLogs.js';
import { restrictLog } from './keepRecords.js';
import { type LogBefore, NEVER, placesIn } from './LogBefore.js';
import { knownContexts, logOfModel } from './logOfModel.js';
import { movedSpan } from './movedSpan.js';
import { spanOfLog, tenantDays } from './windows.js';

/** The state of a model with days after a fit on everything that it has seen and these accesses. */
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
  const joined = joinSpans(movedSpan(state.span!, old, whole), span ? checkSpan(span) : spanOfLog(whole));
  const before = isAll ? logBefore(state, time, old, added, whole) : undefined;
  const fitted = await fitForward(part, params, joined, { onIteration, signal, before });
  if (isAll) return fitted;
  return {
    ...fitted,
    ...putTogether(state, fitted, countsOf(whole)),
    time: { contexts: knownContexts(whole), records: whole.records, windows: [] },
  };
}

function logBefore(
  state: EvidenceState,
  { windows }: TimeState,
  old: AccessLog,
  added: AccessLog,
  whole: AccessLog,
): LogBefore {
  const placed = (days: Int32Array, { users }: AccessLog) => {
    const all = new Int32Array(whole.users.tenants.length).fill(NEVER);
    users.tenants.forEach((tenant, t) => {
      all[whole.users.findTenant(tenant)] = days[t];
    });
    return all;
  };
  return {
    state,
    windows,
    tenants: Int32Array.from(old.users.tenants, (tenant) => whole.users.findTenant(tenant)),
    ...placesIn(old, whole),
    end: placed(tenantDays(old, old.records).end, old),
    added: placed(tenantDays(added, added.records).first, added),
  };
}

function joinSpans(a: Span, b: Span): Span {
  return { first: a.first < b.first ? a.first : b.first, last: a.last > b.last ? a.last : b.last };
}
