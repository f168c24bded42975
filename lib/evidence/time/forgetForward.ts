import type { Table } from 'apache-arrow';
import { accessesNamed } from '../../accesses/accessesNamed.js';
import { positionsWhere } from '../../base/numbers/gather.js';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { countsOf } from '../counts/counts.js';
import { expectSomethingLeft } from '../fit/expectSomethingLeft.js';
import type { ForgetOptions } from '../fit/forgetEvidence.js';
import { putTogether } from '../fit/putTogether.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import type { TimeState } from '../score/TimeState.js';
import { fitForward } from './fitForward.js';
import { keepRecords, restrictLog } from './keepRecords.js';
import { knownContexts, logOfModel } from './logOfModel.js';
import { movedSpan } from './movedSpan.js';
import { recordsNamed } from './recordsNamed.js';

/**
 * The state of a model with days after a fit on everything that it has seen except the records that a table
 * names.
 */
export async function forgetForward(
  state: EvidenceState,
  time: TimeState,
  table: Table,
  { signal = hostSignal(), onIteration }: ForgetOptions,
): Promise<EvidenceState> {
  const { params, counts } = state;
  const log = logOfModel(counts, time);
  const isNamed = recordsNamed(accessesNamed(table, params), log, counts, {
    ...params,
    dayCol: params.dayCol!,
  });
  const kept = positionsWhere(isNamed.length, (n) => isNamed[n] === 0);
  if (kept.length === isNamed.length) return state;
  expectSomethingLeft(counts.users.tenants, kept.length);
  const whole = keepRecords(log, kept);
  const { tenants } = counts.users;
  const tenantOf = counts.users.tenantOfEach();
  const touched = new Set<string>();
  isNamed.forEach((named, n) => {
    if (named === 1) touched.add(tenants[tenantOf[log.user[log.records.pair[n]]]]);
  });
  const again = new Set(whole.users.tenants.filter((tenant) => touched.has(tenant)));
  const span = movedSpan(state.span!, log, whole);
  const run = { signal, onIteration };
  if (again.size === whole.users.tenants.length) return fitForward(whole, params, span, run);
  const fitted =
    again.size === 0 ? { ...state, span } : await fitForward(restrictLog(whole, again), params, span, run);
  return {
    ...fitted,
    ...putTogether(state, fitted, countsOf(whole)),
    time: { contexts: knownContexts(whole), records: whole.records, windows: [] },
  };
}
