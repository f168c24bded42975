import type { NamingColumns } from '../../accesses/readAccessTable.js';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { shareWork } from '../../base/signals/shareWork.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { namingAmong } from '../../evidence/score/namingColumns.js';
import { isForeign, scoreColumns } from '../../evidence/score/scoreColumns.js';
import type { Asked } from '../../evidence/score/TransformOptions.js';
import { missingColumn } from '../../tables/findColumn.js';
import type { SparkProgress } from '../client/execute.js';
import { nameText } from '../client/nameText.js';
import { planned, queryOver, quoted } from '../client/relation.js';
import type { SparkTable } from '../client/SparkTable.js';
import { checkServer } from '../fit/preflight.js';
import { Workbench } from '../fit/Workbench.js';
import { CELL, type CellTexts, cellsOnSpark, joinNames } from './cellsOnSpark.js';
import { modelNames } from './modelNames.js';
import { weighCells } from './weighCells.js';

/** The columns of a table: those that name its accesses, how they are read, and all that are passed on. */
interface Layout {
  own: NamingColumns;
  texts: CellTexts;
  passed: string[];
}

/**
 * A table of Spark's with what a model says of its rows, as `AccessEvidenceModel.transform` gives. What is said depends on who
 * accesses what alone: the distinct accesses come through this process when rows are first asked for, what is said of them is
 * kept on the server until the session ends, and the rows are joined with it there.
 */
export function weighOnSpark(table: SparkTable, state: EvidenceState, asked: Asked): SparkTable {
  const { session } = table;
  const layoutOf = async () => readLayout(table, state);
  const scores = shareWork(async (signal: AbortSignal, onProgress: (progress: SparkProgress) => void) => {
    const bench = new Workbench(session, { signal, onProgress });
    const kept = new Workbench(session, { signal, onProgress });
    try {
      await checkServer(bench, 'to keep scores there');
      const { own, texts } = await layoutOf();
      const names = await modelNames(session, state);
      const cells = await cellsOnSpark(bench, table, own, texts, names);
      const scored = await weighCells(bench, kept, cells, state, asked);
      return await scored.relation();
    } catch (error) {
      await kept.clear();
      throw error;
    } finally {
      await bench.clear();
    }
  });
  return table.derive(async ({ columnsOnly, ...run }) => {
    const { texts, passed } = await layoutOf();
    if (columnsOnly) {
      return queryOver(columnsQuery(passed, asked), { given: table })({ columnsOnly });
    }
    const scored = await scores({ ...run, signal: run.signal ?? hostSignal() });
    const names = await modelNames(session, state);
    const tables = { given: table, ...names, scored: planned(scored) };
    return queryOver(rowsQuery(passed, texts, asked), tables)(run);
  });
}

async function readLayout(table: SparkTable, { params }: EvidenceState): Promise<Layout> {
  const fields = await table.schema();
  const columns = new Map(fields.map((field) => [field.name, field]));
  const naming = namingAmong((name) => columns.has(name), params);
  const { tenantCol, userCol, resCol } = naming;
  const own: NamingColumns = { tenantCol, userCol, resCol };
  const textOf = (name: string) => {
    const field = columns.get(name);
    if (field) return nameText(field);
    throw missingColumn(name, [...columns.keys()]);
  };
  return {
    own,
    texts: { tenantCol: textOf(tenantCol), userCol: textOf(userCol), resCol: textOf(resCol) },
    // To Spark `Evidence` is `evidence`.
    passed: fields
      .map(({ name }) => name)
      .filter((name) => Object.values(own).includes(name) || !isForeign(name.toLowerCase(), own)),
  };
}

/** The columns that are added, each as `expression` says. */
function added(asked: Asked, expression: (name: string, type: string) => string): string[] {
  return [
    ...scoreColumns(asked).map(([name]) => `${expression(name, 'DOUBLE')} AS ${name}`),
    ...(asked.kinds ? [`${expression('kind', 'STRING')} AS kind`] : []),
  ];
}

function columnsQuery(passed: readonly string[], asked: Asked): string {
  const none = added(asked, (_, type) => `CAST(NULL AS ${type})`);
  return `SELECT ${[...passed.map((name) => `g.${quoted(name)}`), ...none].join(', ')} FROM given g`;
}

function rowsQuery(passed: readonly string[], texts: CellTexts, asked: Asked): string {
  const fail = `raise_error('Expected a table to have the rows that were scored, got others: transform it again')`;
  const said = added(asked, (name) => `if(s.tenant IS NULL, ${fail}, s.${name})`);
  return `SELECT ${[...passed.map((name) => `g.${quoted(name)}`), ...said].join(', ')}
    FROM ${joinNames(texts)}
    LEFT JOIN scored s ON s.tenant = ${CELL.tenant} AND s.user = ${CELL.user} AND s.res = ${CELL.res}`;
}
