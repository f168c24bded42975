import type { Table, Vector } from 'apache-arrow';
import { type Accesses, accessesOf, type Named } from '../accesses/Accesses.js';
import { COMMON_COLUMNS, likelihoodColOf, type NamingColumns } from '../accesses/columns.js';
import { contextNames } from '../accesses/contexts.js';
import { Numbering } from '../accesses/Numbering.js';
import { likelihoodsOf } from '../accesses/sums.js';
import { checkNames } from '../base/checks/checkNames.js';
import { concatenate } from '../base/numbers/concatenate.js';
import { counted } from '../base/text/counted.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../evidence/AccessEvidenceModel.js';
import type { EvidenceState } from '../evidence/score/EvidenceState.js';
import { adoptTable } from '../tables/adoptTable.js';
import { makeColumn } from '../tables/makeColumn.js';
import { readFiniteNumbers } from '../tables/readColumns.js';
import { tableFromVectors } from '../tables/tableFromVectors.js';
import { takeRows } from '../tables/takeRows.js';
import { applyVerdicts } from './applyVerdicts.js';
import { checkVerdictContexts } from './checkVerdictContexts.js';
import { contextColumn, contextValues, type RowContext } from './contextColumns.js';
import { type NamedInContext, rowsInContext } from './tellingRows.js';
import type { Verdict } from './verdicts.js';

export interface ToLearnOptions {
  /** The model that is to learn them: it names the columns. */
  model: AccessEvidenceModel;
  /** The accesses that raised an alert, as `triage` gave them: columns tenant, user and res. */
  alerts: Table;
  /** What was decided; see `readVerdicts`. */
  verdicts?: readonly Verdict[];
  /** What was held back before. */
  heldBack?: Table | null;
  /** The moment that verdicts expire against. Default: now. */
  now?: Date;
}

/** What becomes of accesses before the next training. */
export interface ToLearn {
  /** What the next model may take for normal, with the columns that the model reads. */
  learn: Table;
  /** Alerts that nobody has judged yet: to be handed in again as `heldBack`, until somebody has. */
  heldBack: Table;
  /** `learned 1,204 accesses, 3 of them held back before; held back 25 until they are judged; 2 malicious` */
  text: string;
}

type Fate = 'learn' | 'hold back' | 'drop';

/**
 * Divides accesses into what the next model learns and what it doesn't, since what a model learns from it
 * takes for normal: malicious accesses are never learned, and neither are alerts that nobody has judged;
 * those judged expected or benign are, also where they were held back on an earlier day.
 *
 * @param table accesses with the columns that the model names
 * @throws RangeError or TypeError naming the option, the column or the row that can't be used
 *
 * @example
 * const { learn, heldBack, text } = toLearn(today, { model, alerts, verdicts });
 * console.log(text);
 * const tomorrow = await model.update(learn);
 */
export function toLearn(table: Table, options: ToLearnOptions): ToLearn {
  checkNames('toLearn options', options ?? {}, ['model', 'alerts', 'verdicts', 'heldBack', 'now']);
  const { model, alerts, verdicts = [], heldBack = null, now = new Date() } = options ?? {};
  const state = evidenceStateOf(model, 'model');
  const { params } = state;
  checkVerdictContexts(verdicts, params);
  const partOf = (part: Table): Part => ({
    table: select(part, state),
    names: rowsInContext(accessesOf(part, params), params.contextCols),
  });
  const parts = [table, ...(heldBack === null ? [] : [heldBack])].map(partOf);
  // What waits for a verdict still does when it comes again without an alert.
  const unjudged = new Numbering();
  for (const { tenant, user, res } of [
    ...accessesOf(alerts, COMMON_COLUMNS).rowNames(),
    ...(parts[1]?.names ?? []),
  ]) {
    unjudged.add(tenant, user, res);
  }
  const fates = parts.map(({ names }) =>
    applyVerdicts(names, verdicts, now).verdicts.map((rule, row): Fate => {
      if (rule?.verdict === 'malicious') return 'drop';
      const { tenant, user, res } = names[row];
      return rule === null && unjudged.find(tenant, user, res) >= 0 ? 'hold back' : 'learn';
    }),
  );
  const take = (fate: Fate) =>
    parts.map((part, n): Part => {
      const rows = Int32Array.from(fates[n].keys()).filter((row) => fates[n][row] === fate);
      return { table: takeRows(part.table, rows), names: Array.from(rows, (row) => part.names[row]) };
    });
  const [learn, waiting] = [take('learn'), take('hold back')];
  // With days an access has several rows.
  const count = (table: Table | undefined) => {
    if (table === undefined || state.time === null) return table?.numRows ?? 0;
    return accessesOf(table, params).size;
  };
  const dropped = take('drop').reduce((sum, part) => sum + count(part.table), 0);
  const result = { learn: joined(learn, state), heldBack: merged(joined(waiting, state), state) };
  const waits = count(result.heldBack);
  return {
    ...result,
    text: [
      `learned ${counted(count(result.learn), 'access', 'accesses')}${released(count(learn[1]?.table))}`,
      ...(waits > 0 ? [`held back ${waits.toLocaleString('en-US')} until they are judged`] : []),
      ...(dropped > 0 ? [`${dropped.toLocaleString('en-US')} malicious`] : []),
    ].join('; '),
  };
}

function released(count: number): string {
  return count > 0 ? `, ${count.toLocaleString('en-US')} of them held back before` : '';
}

interface LearnedColumns extends NamingColumns {
  likelihoodCol: string | null;
}

/** Accesses, and the names of each row. */
interface Part {
  table: Table;
  names: NamedInContext[];
}

/** What a model reads of accesses. */
function select(table: Table, { params, time }: EvidenceState): Table {
  const { tenantCol, userCol, resCol, likelihoodCol, dayCol } = params;
  const likelihood = likelihoodColOf(table, likelihoodCol);
  const inTime = time === null || dayCol === null ? [] : [dayCol, ...contextNames(params)];
  return adoptTable(table).select([
    ...[tenantCol, userCol, resCol],
    ...(likelihood === null ? [] : [likelihood]),
    ...inTime.filter((name) => table.getChild(name) !== null),
  ]);
}

/** Accesses one after the other; names as text, a missing likelihood as 1. */
function joined([first, second]: readonly Part[], state: EvidenceState): Table {
  if (second === undefined || second.names.length === 0) return first.table;
  const { params } = state;
  const both = [first, second].map(({ table }) => table);
  const counts = both.map((table) => likelihoodColOf(table, params.likelihoodCol));
  const likelihoods = both.map((table, n) =>
    counts[n] === null ? new Float64Array(table.numRows).fill(1) : readFiniteNumbers(table, counts[n]),
  );
  const isCounted = counts.some((column) => column !== null);
  const contexts = both.map((table) => contextValues(state, table, [...Array(table.numRows).keys()]));
  return accessTable(
    [...first.names, ...second.names],
    isCounted ? concatenate(Float64Array, likelihoods) : null,
    params,
    contexts[0].map((own, n) => {
      const values = [...own.values, ...contexts[1][n].values];
      return contextColumn({ ...own, values } as RowContext);
    }),
  );
}

/** Each access once: held back on two mornings, it waits for one verdict. */
function merged(table: Table, state: EvidenceState): Table {
  const accesses = accessesOf(table, state.params);
  if (accesses.size === table.numRows) return table;
  if (state.time !== null) return distinctRecords(accesses, state);
  return accessTable(accesses.names(), likelihoodsOf(accesses, state.params.likelihoodCol), state.params, []);
}

function textOf(value: string | number | null): string | null {
  return value === null ? null : String(value);
}

/** With days an access waits with each of its days and contexts, for the same verdict. */
function distinctRecords(accesses: Accesses, state: EvidenceState): Table {
  const { table } = accesses;
  const contexts = contextValues(state, table, [...Array(table.numRows).keys()]);
  const records = new Numbering();
  const kept: number[] = [];
  accesses.distinct.accessOf.forEach((access, row) => {
    const record = records.add(String(access), ...contexts.map(({ values }) => textOf(values[row])));
    if (record === kept.length) kept.push(row);
  });
  return takeRows(table, Int32Array.from(kept));
}

function accessTable(
  names: readonly Named[],
  likelihood: Float64Array | null,
  { tenantCol, userCol, resCol, likelihoodCol }: LearnedColumns,
  contexts: readonly (readonly [string, Vector])[],
): Table {
  return tableFromVectors([
    [tenantCol, makeColumn.string(names.map(({ tenant }) => tenant))],
    [userCol, makeColumn.string(names.map(({ user }) => user))],
    [resCol, makeColumn.string(names.map(({ res }) => res))],
    ...(likelihoodCol === null || likelihood === null
      ? []
      : [[likelihoodCol, makeColumn.float64(likelihood)] as const]),
    ...contexts,
  ]);
}
