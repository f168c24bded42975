import type { Table } from 'apache-arrow';
import { accessesOf } from '../../accesses/Accesses.js';
import { Numbering } from '../../accesses/Numbering.js';
import type { ResolvedEvidenceParams } from '../../evidence/params.js';
import { takeRows } from '../../tables/takeRows.js';
import type { JudgedAccesses } from '../judgedAccesses.js';
import { bandAt } from '../severity.js';
import { incidentsOf } from './incidents.js';

/** 1 for each distinct access that the model has never seen and that already waits for a verdict. */
export function waitingAccesses(
  heldBack: Table | null,
  { accesses, scores, state }: JudgedAccesses,
): Uint8Array {
  const isWaiting = new Uint8Array(accesses.size);
  if (heldBack === null || heldBack.numRows === 0) return isWaiting;
  const numbers = new Numbering();
  for (const { tenant, user, res } of accessesOf(heldBack, state.params).names())
    numbers.add(tenant, user, res);
  for (let access = 0; access < isWaiting.length; access++) {
    if (scores.cells.likelihood[access] > 0) continue;
    const { tenant, user, res } = accesses.namesIn(accesses.distinct.firstRow[access]);
    if (numbers.find(tenant, user, res) >= 0) isWaiting[access] = 1;
  }
  return isWaiting;
}

const kept = new WeakMap<Table, { incidents: Table | null; table: Table }>();

/**
 * The waiting accesses that count as normal in the reference for accounts, since most new accesses are. Those
 * of accounts of at least Medium don't until somebody judges them: otherwise an intruder would hide the next
 * one.
 */
export function takenForNormal(
  heldBack: Table | null,
  incidents: Table | null,
  params: ResolvedEvidenceParams,
): Table | null {
  if (heldBack === null || incidents === null) return heldBack;
  const before = kept.get(heldBack);
  if (before?.incidents === incidents) return before.table;
  const incidentOf = incidentsOf(incidents);
  const accesses = accessesOf(heldBack, params);
  const rows = accesses.rowNames().flatMap(({ tenant, user }, row) => {
    const severity = incidentOf(tenant, user)?.severity ?? 0;
    return severity >= bandAt('Medium') ? [] : [row];
  });
  const table = takeRows(heldBack, Int32Array.from(rows));
  kept.set(heldBack, { incidents, table });
  return table;
}
