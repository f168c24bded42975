import type { Table } from 'apache-arrow';
import { type Accesses, accessesOf } from '../accesses/Accesses.js';
import { COMMON_COLUMNS } from '../accesses/columns.js';
import { Numbering } from '../accesses/Numbering.js';
import type { EvidenceState } from '../evidence/score/EvidenceState.js';
import { scoresOf } from '../evidence/score/scoresOf.js';
import { readNames } from '../tables/readColumns.js';
import { allContexts, keyOf } from './learnedColumns.js';
import { rowsInContext } from './tellingRows.js';
import { applyVerdicts } from './verdicts/applyVerdicts.js';
import type { Conflict } from './verdicts/Judgement.js';
import type { Verdict } from './verdicts/Verdict.js';
import { dayColFor } from './verdicts/verdictDates.js';

/** What to do with a row before the next training. */
export type Fate = 'learn' | 'hold back' | 'drop';

interface FateOptions {
  state: EvidenceState;
  alerts: Table;
  verdicts: readonly Verdict[];
  /** The accesses that already wait. */
  heldBack: Accesses | null;
  now: Date;
}

/**
 * The fate of each row of a table, and of each waiting row, on which verdicts may contradict each other.
 */
export function fatesOf(
  accesses: Accesses,
  options: FateOptions,
): { today: Fate[]; waiting: Fate[]; conflicts: readonly Conflict[] } {
  const { state, verdicts, heldBack, now } = options;
  const { contextCols, dayCol } = state.params;
  const fates = (part: Accesses, isHeld: (row: number) => boolean) => {
    const rows = rowsInContext(part, contextCols, dayColFor(verdicts, dayCol));
    const judgement = applyVerdicts(rows, verdicts, now);
    const fate = (rule: Verdict | null, row: number): Fate => {
      if (rule?.verdict === 'malicious') return 'drop';
      return rule === null && isHeld(row) ? 'hold back' : 'learn';
    };
    return { fates: judgement.verdicts.map(fate), conflicts: judgement.conflicts };
  };
  const isUnjudged = unjudged(accesses, options);
  const today = fates(accesses, isUnjudged);
  const waiting = heldBack === null ? { fates: [], conflicts: [] } : fates(heldBack, () => true);
  return { today: today.fates, waiting: waiting.fates, conflicts: waiting.conflicts };
}

/**
 * Which rows no model may learn before somebody has judged them:
 *
 * - rows with evidence above 0, whether or not the alerts had room for them;
 * - accesses that the model never saw, of an account with an alert;
 * - accesses that are alerts by themselves;
 * - accesses that already wait and come again: in any context if the model never saw the access, else in the
 *   same context, so that an account's habits don't wait because it once did the same at night.
 */
function unjudged(accesses: Accesses, { state, alerts, heldBack }: FateOptions): (row: number) => boolean {
  const { cells, rows } = scoresOf(state, accesses);
  const { accounts, listed } = alertNames(alerts);
  const [waiting, inContext] = [new Numbering(), new Numbering()];
  if (heldBack !== null) {
    const contextsIn = contextKeys(state, heldBack.table);
    heldBack.rowNames().forEach(({ tenant, user, res }, row) => {
      waiting.add(tenant, user, res);
      inContext.add(tenant, user, res, ...contextsIn(row));
    });
  }
  const contextsIn = contextKeys(state, accesses.table);
  const { accessOf } = accesses.distinct;
  return (row) => {
    if (rows.evidence[rows.rowOf[row]] > 0) return true;
    const { tenant, user, res } = accesses.namesIn(row);
    if (listed.find(tenant, user, res) >= 0) return true;
    const isNovel = cells.likelihood[accessOf[row]] === 0;
    if (isNovel) return accounts.find(tenant, user) >= 0 || waiting.find(tenant, user, res) >= 0;
    return inContext.find(tenant, user, res, ...contextsIn(row)) >= 0;
  };
}

/** The hour and the contexts of each row. */
function contextKeys(state: EvidenceState, table: Table): (row: number) => (string | null)[] {
  const contexts = allContexts(state, table).filter(({ kind }) => kind !== 'day');
  return (row) => contexts.map(({ values }) => keyOf(values[row]));
}

/** The accounts with alerts and, for alerts by access, their accesses. */
function alertNames(alerts: Table): { accounts: Numbering; listed: Numbering } {
  const [accounts, listed] = [new Numbering(), new Numbering()];
  const [tenants, users] = [
    readNames(alerts, COMMON_COLUMNS.tenantCol!),
    readNames(alerts, COMMON_COLUMNS.userCol),
  ];
  users.codes.forEach((code, row) => {
    accounts.add(tenants.values[tenants.codes[row]], users.values[code]);
  });
  if (alerts.getChild(COMMON_COLUMNS.resCol) !== null) {
    for (const { tenant, user, res } of accessesOf(alerts, COMMON_COLUMNS).rowNames()) {
      listed.add(tenant, user, res);
    }
  }
  return { accounts, listed };
}
