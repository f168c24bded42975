import type { Table } from 'apache-arrow';
import { checkNames } from '../checks/checkNames.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../evidence/AccessEvidenceModel.js';
import { adoptTable } from '../tables/adoptTable.js';
import { makeColumn } from '../tables/makeColumn.js';
import { checkTable, findColumn, readNames, readNumbers } from '../tables/readColumns.js';
import { tableFromVectors } from '../tables/tableFromVectors.js';
import { takeRows } from '../tables/takeRows.js';
import { counted } from '../text/counted.js';
import { applyVerdicts } from './applyVerdicts.js';
import { distinctAccesses } from './distinctAccesses.js';
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
  /** `learned 1,204 accesses, 3 of them held back before; held back 25 until they are judged; 2 are malicious` */
  text: string;
}

type Fate = 'learn' | 'hold back' | 'drop';

/**
 * Divides accesses into what the next model learns and what it doesn't, since what a model learns from it takes for normal:
 * malicious accesses are never learned, and neither are alerts that nobody has judged; those judged expected or benign are,
 * also where they were held back on an earlier day.
 *
 * @param table accesses with the columns that the model names
 * @throws RangeError or TypeError naming the option, the column or the row that can't be used
 */
export function toLearn(table: Table, options: ToLearnOptions): ToLearn {
  checkNames('toLearn options', options ?? {}, ['model', 'alerts', 'verdicts', 'heldBack', 'now']);
  const { model, alerts, verdicts = [], heldBack = null, now = new Date() } = options;
  const { params } = evidenceStateOf(model, 'model');
  checkTable(table);
  const roles = [params.tenantCol, params.userCol, params.resCol];
  const keyOf = (names: readonly string[]) => JSON.stringify(names);
  const raised = new Set(namesOf(alerts, ['tenant', 'user', 'res']).map(keyOf));
  // Who waits for a verdict still does when it comes again without an alert.
  if (heldBack !== null) for (const names of namesOf(heldBack, roles)) raised.add(keyOf(names));
  const fatesOf = (accesses: Table): Fate[] => {
    const names = namesOf(accesses, roles);
    const judged = applyVerdicts(
      names.map(([tenant, user, res]) => ({ tenant, user, res })),
      verdicts,
      now,
    );
    return judged.verdicts.map((rule, row) => {
      if (rule?.verdict === 'malicious') return 'drop';
      return rule === null && raised.has(keyOf(names[row])) ? 'hold back' : 'learn';
    });
  };
  const columns = [...roles, ...(params.likelihoodCol === null ? [] : [params.likelihoodCol])];
  const read = (accesses: Table) => {
    for (const name of roles) findColumn(accesses, name);
    return adoptTable(accesses).select(columns.filter((name) => accesses.getChild(name) !== null));
  };
  const parts = [
    { table: read(table), fates: fatesOf(table) },
    ...(heldBack === null ? [] : [{ table: read(heldBack), fates: fatesOf(heldBack) }]),
  ];
  const take = (fate: Fate) =>
    parts.map(({ table: whole, fates }) =>
      takeRows(
        whole,
        Int32Array.from(fates.keys()).filter((row) => fates[row] === fate),
      ),
    );
  const [learn, waiting] = [take('learn'), take('hold back')];
  const dropped = parts.flatMap(({ fates }) => fates).filter((fate) => fate === 'drop').length;
  const result = { learn: joined(learn, params), heldBack: merged(joined(waiting, params), params) };
  return {
    ...result,
    text: [
      `learned ${counted(result.learn.numRows, 'access', 'accesses')}${released(learn[1])}`,
      ...(result.heldBack.numRows > 0
        ? [`held back ${result.heldBack.numRows.toLocaleString('en-US')} until they are judged`]
        : []),
      ...(dropped > 0 ? [`${dropped.toLocaleString('en-US')} malicious`] : []),
    ].join('; '),
  };
}

function released(before: Table | undefined): string {
  const count = before?.numRows ?? 0;
  return count > 0 ? `, ${count.toLocaleString('en-US')} of them held back before` : '';
}

/** The names of each row, in the order of the columns. */
function namesOf(table: Table, columns: readonly string[]): string[][] {
  checkTable(table);
  const encoded = columns.map((name) => readNames(table, name));
  return Array.from({ length: table.numRows }, (_, row) =>
    encoded.map(({ codes, values }) => values[codes[row]]),
  );
}

interface Columns {
  tenantCol: string;
  userCol: string;
  resCol: string;
  likelihoodCol: string | null;
}

/** Each access once: held back on two mornings, it waits for one verdict. */
function merged(table: Table, columns: Columns): Table {
  const { row, tenant, user, res, likelihood } = distinctAccesses(table, columns);
  if (row.length === table.numRows) return table;
  const names = { [columns.tenantCol]: tenant, [columns.userCol]: user, [columns.resCol]: res };
  return tableFromVectors([
    ...Object.entries(names).map(([name, values]) => [name, makeColumn.string(values)] as const),
    ...(columns.likelihoodCol === null
      ? []
      : [[columns.likelihoodCol, makeColumn.float64(likelihood)] as const]),
  ]);
}

/** Tables one after the other; names as text, a missing likelihood as 1. */
function joined([first, second]: readonly Table[], columns: Columns): Table {
  if (second === undefined || second.numRows === 0) return first;
  const both = [first, second];
  const names = [columns.tenantCol, columns.userCol, columns.resCol].map((name) => {
    const values = both.flatMap((table) => {
      const column = readNames(table, name);
      return Array.from(column.codes, (code) => column.values[code]);
    });
    return [name, makeColumn.string(values)] as const;
  });
  const { likelihoodCol } = columns;
  if (likelihoodCol === null || both.every((table) => table.getChild(likelihoodCol) === null)) {
    return tableFromVectors(names);
  }
  const likelihoods = both.flatMap((table) =>
    table.getChild(likelihoodCol) === null
      ? Array<number>(table.numRows).fill(1)
      : [...readNumbers(table, likelihoodCol)],
  );
  return tableFromVectors([...names, [likelihoodCol, makeColumn.float64(likelihoods)]]);
}
