import type { Table } from 'apache-arrow';
import { type Accesses, accessesOf } from '../accesses/Accesses.js';
import { readEveryDay } from '../accesses/accessLog.js';
import { Numbering } from '../accesses/Numbering.js';
import { checkNames } from '../base/checks/checkNames.js';
import { counted } from '../base/text/counted.js';
import { grouped } from '../base/text/grouped.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../evidence/AccessEvidenceModel.js';
import type { EvidenceState } from '../evidence/score/EvidenceState.js';
import { checkWaitingDays } from '../evidence/Waiting.js';
import { takeRows } from '../tables/takeRows.js';
import { type Fate, fatesOf } from './fates.js';
import { joinLearned, mergeLearned, selectLearned } from './learnedColumns.js';
import { learnedMalicious } from './learnedMalicious.js';
import { checkVerdictContexts } from './verdicts/checkVerdictContexts.js';
import { conflictText } from './verdicts/noteJudgement.js';
import type { Verdict } from './verdicts/Verdict.js';

export interface SelectForLearningOptions {
  /** The model that will learn the accesses; it names the columns. */
  model: AccessEvidenceModel;
  /** The alerts, as `triage` gave them: columns tenant and user, and res for alerts by access. */
  alerts: Table;
  /** The verdicts so far; see `readVerdicts`. */
  verdicts?: readonly Verdict[];
  /**
   * The accesses that were held back before; for a model with days, each row has its day. Default: those that
   * the model keeps (`model.heldBack`). Null: none.
   */
  heldBack?: Table | null;
  /** The moment at which to check whether verdicts have expired. Default: now. */
  now?: Date;
}

/** What happens to accesses before the next training. */
export interface LearningSelection {
  /**
   * The accesses that the next model may learn as normal, with the columns that the model reads. Names are
   * text, counts are 64-bit floats, and days are dates, whatever the table's own types are.
   */
  learn: Table;
  /**
   * The accesses that nobody has judged yet, for `model.withWaiting`, or for the next call of this function.
   */
  heldBack: Table;
  /** The accesses that the model has learned and that were judged malicious since, for `model.forget`. */
  forget: Table;
  /**
   * The numbers of distinct accesses: `learned 1,204 accesses, 3 of them held back before; held back 25 of 2
   * accounts until they are judged; 2 malicious; forgot 30 learned before`
   */
  text: string;
}

/**
 * Divides accesses into those that the next model learns and others, since a model considers everything that
 * it learns normal. These are held back until somebody has judged them:
 *
 * - accesses that the model never saw, of every account with an alert,
 * - accesses of any account with evidence above 0 in their context, listed or not,
 * - the alerts' own accesses, for alerts by access,
 * - accesses that already wait, when they come again.
 *
 * Malicious accesses are never learned, and are forgotten if they were. Accesses judged expected or benign
 * are learned, even if they were held back on an earlier day.
 *
 * @param table accesses with the columns that the model names; each row is learned, held back or (if it is
 *   malicious) dropped
 * @throws RangeError or TypeError naming the option, the column or the row that can't be used, such as one
 *   without a day for a model with days
 *
 * @example
 * const { learn, heldBack, forget, text } = selectForLearning(today, { model, alerts, verdicts });
 * console.log(text);
 * const tomorrow = (await (await model.forget(forget)).update(learn)).withWaiting({ heldBack });
 */
export function selectForLearning(table: Table, options: SelectForLearningOptions): LearningSelection {
  checkNames('selectForLearning options', options ?? {}, ['model', 'alerts', 'verdicts', 'heldBack', 'now']);
  const { model, alerts, verdicts = [], now = new Date() } = options ?? {};
  const state = evidenceStateOf(model, 'model');
  checkVerdictContexts(verdicts, state.params);
  const heldBack = options.heldBack === undefined ? model.heldBack : options.heldBack;
  const dayCol = state.time === null ? null : state.params.dayCol;
  checkWaitingDays(heldBack, dayCol);
  if (dayCol !== null && table.numRows > 0) readEveryDay(table, dayCol);
  const accesses = accessesOf(table, state.params);
  const before = heldBack === null ? null : accessesOf(heldBack, state.params);
  const fates = fatesOf(accesses, { state, alerts, verdicts, heldBack: before, now });
  const parts = [{ accesses, fates: fates.today }];
  if (before !== null) parts.push({ accesses: before, fates: fates.waiting });
  const take = (fate: Fate) => joinLearned(rowsOf(parts, fate, state), state);
  const forget = learnedMalicious(state, verdicts, now);
  const count = (fate: Fate) => distinctOf(parts, fate);
  const [learned, waiting, dropped] = [count('learn'), count('hold back'), count('drop')];
  const released = distinctOf(parts.slice(1), 'learn').accesses;
  const forgotten = forget.numRows === 0 ? 0 : accessesOf(forget, state.params).size;
  return {
    learn: take('learn'),
    heldBack: mergeLearned(take('hold back'), state),
    forget,
    text: [
      `learned ${counted(learned.accesses, 'access', 'accesses')}${released > 0 ? `, ${grouped(released)} of them held back before` : ''}`,
      ...(waiting.accesses > 0
        ? [
            `held back ${grouped(waiting.accesses)} of ${counted(waiting.accounts, 'account')} until they are judged`,
          ]
        : []),
      ...(dropped.accesses > 0 ? [`${grouped(dropped.accesses)} malicious`] : []),
      ...(forgotten > 0 ? [`forgot ${grouped(forgotten)} learned before`] : []),
      // Conflicts about today's accesses are shown with the alerts.
      ...(fates.conflicts.length > 0 ? [`of what waited, ${conflictText(fates.conflicts)}`] : []),
    ].join('; '),
  };
}

interface Part {
  accesses: Accesses;
  /** The fate of each row. */
  fates: readonly Fate[];
}

/** The rows of a fate, with the columns that the model reads. */
function rowsOf(parts: readonly Part[], fate: Fate, state: EvidenceState): Table[] {
  return parts.map(({ accesses, fates }) =>
    takeRows(
      selectLearned(accesses.table, state),
      Int32Array.from(fates.keys()).filter((row) => fates[row] === fate),
    ),
  );
}

/** How many distinct accesses, of how many accounts, have a row with that fate. */
function distinctOf(parts: readonly Part[], fate: Fate): { accesses: number; accounts: number } {
  const [found, accounts] = [new Numbering(), new Numbering()];
  for (const { accesses, fates } of parts) {
    const { accessOf, firstRow } = accesses.distinct;
    const has = new Uint8Array(firstRow.length);
    fates.forEach((own, row) => {
      if (own === fate) has[accessOf[row]] = 1;
    });
    firstRow.forEach((row, access) => {
      if (has[access] === 0) return;
      const { tenant, user, res } = accesses.namesIn(row);
      found.add(tenant, user, res);
      accounts.add(tenant, user);
    });
  }
  return { accesses: found.size, accounts: accounts.size };
}
