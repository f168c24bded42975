import type { Table } from 'apache-arrow';
import { accessesNamed } from '../../accesses/accessesNamed.js';
import { likelihoodColOf } from '../../accesses/columns.js';
import { Numbering } from '../../accesses/Numbering.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../../evidence/AccessEvidenceModel.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { findColumn } from '../../tables/findColumn.js';
import { readFiniteNumbers } from '../../tables/readColumns.js';
import type { AccountHabits } from './AccountHabits.js';
import { type AccountRows, recordsOfUser } from './AccountRows.js';
import { contextHabits } from './contextHabits.js';
import { hourHabits } from './hourHabits.js';
import { resourceHabits } from './resourceHabits.js';

/**
 * What accounts are known to do, and what they did in a log: when they work, what they use, from where, and
 * what their peers use.
 *
 * @param alerts a table with the columns tenant and user; the result has one entry for each row
 * @param accesses the log, with the columns that the model names
 * @throws RangeError or TypeError naming the column or the row that can't be used
 */
export function habitsOf(alerts: Table, accesses: Table, model: AccessEvidenceModel): AccountHabits[] {
  const state = evidenceStateOf(model, 'model');
  const named = accessesNamed(accesses, state.params);
  const [tenants, users] = ['tenant', 'user'].map((name) => findColumn(alerts, name));
  const numbers = new Numbering();
  const asked = Array.from({ length: alerts.numRows }, (_, row) => {
    const [tenant, user] = [String(tenants.get(row)), String(users.get(row))];
    return { tenant, user, number: numbers.add(tenant, user) };
  });
  const rows = Array.from({ length: numbers.size }, (): number[] => []);
  const numberOfCode = Int32Array.from({ length: named.users.size }, (_, code) =>
    numbers.find(named.users.tenantOf(code), named.users.nameOf(code)),
  );
  named.users.codes.forEach((code, row) => {
    if (numberOfCode[code] >= 0) rows[numberOfCode[code]].push(row);
  });
  const counts = likelihoodColOf(accesses, state.params.likelihoodCol);
  const likelihood = counts === null ? null : readFiniteNumbers(accesses, counts);
  const countOf = (row: number) => likelihood?.[row] ?? 1;
  const hours = hourHabits(state, accesses, countOf);
  const contexts = contextHabits(state, accesses, countOf);
  const resources = resourceHabits(state, named, countOf);
  return asked.map(({ tenant, user, number }): AccountHabits => {
    const id = state.counts.users.find(tenant, user);
    const account: AccountRows = { id, rows: rows[number], ...recordsOfUser(state, id) };
    return {
      ...{ tenant, user, days: daysOf(state, account), hours: hours?.(account) ?? null },
      ...resources(account),
      contexts: contexts(account),
    };
  });
}

function daysOf({ time }: EvidenceState, { first, end }: AccountRows): number | null {
  return time === null ? null : new Set(time.records.day.subarray(first, end)).size;
}
