import { namingAmong } from '../../accesses/columns.js';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { shareWork } from '../../base/signals/shareWork.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { isReplaced, kindNames, ownColumns, scoreNames } from '../../evidence/score/scoreColumns.js';
import type { AskedScores } from '../../evidence/score/TransformOptions.js';
import type { SparkProgress } from '../client/execute.js';
import { nameText } from '../client/nameText.js';
import { RemoteJob } from '../client/RemoteJob.js';
import { planned, queryOver, quoted } from '../client/relation.js';
import type { SparkTable } from '../client/SparkTable.js';
import { findField } from '../client/schema.js';
import { checkServer } from '../fit/preflight.js';
import { type CellTexts, cellIds, cellsOnSpark, joinNames } from './cellsOnSpark.js';
import { contextSql } from './contextSql.js';
import { modelNames } from './modelNames.js';
import { scoreInBatches } from './scoreInBatches.js';

/**
 * A table with the scores of a model, as by `AccessEvidenceModel.transform`. Scores depend only on who
 * accesses what, and in which contexts. When rows are first needed, this process scores the distinct
 * accesses; the server keeps these scores until the session ends, and joins them with the rows.
 */
export function weighOnSpark(table: SparkTable, state: EvidenceState, asked: AskedScores): SparkTable {
  const { session } = table;
  const scores = shareWork(async (signal: AbortSignal, onProgress: (progress: SparkProgress) => void) => {
    const job = new RemoteJob(session, { signal, onProgress });
    const kept = new RemoteJob(session, { signal, onProgress });
    try {
      await checkServer(job, 'to keep scores there');
      const { own, texts } = await readLayout(table, state);
      const names = await modelNames(session, state);
      const cells = await cellsOnSpark(job, table, own, texts, names);
      const scored = await scoreInBatches(job, kept, cells, state, asked);
      return await scored.relation();
    } catch (error) {
      await kept.clear();
      throw error;
    } finally {
      await job.clear();
    }
  });
  return table.derive(async ({ columnsOnly, ...run }) => {
    const { texts, passed } = await readLayout(table, state);
    if (columnsOnly) {
      const columns = select(state, passed, asked, 'given g', (_, type) => `CAST(NULL AS ${type})`);
      return queryOver(columns, { given: table })({ columnsOnly });
    }
    const scored = await scores({ ...run, signal: run.signal ?? hostSignal() });
    const names = await modelNames(session, state);
    const same = cellIds(texts).map(([column, id]) => `s.${column} = ${id}`);
    const joined = `${joinNames(texts)}
      LEFT JOIN scored s ON ${same.join(' AND ')}`;
    const fail = `raise_error('Expected a table to have the rows that were scored, got others: transform it again')`;
    const rows = select(state, passed, asked, joined, (name) => `if(s.tenant IS NULL, ${fail}, s.${name})`);
    return queryOver(rows, { given: table, ...names, scored: planned(scored) })(run);
  });
}

/** How the accesses and their contexts are named and read, and the columns that stay in the table. */
async function readLayout(table: SparkTable, state: EvidenceState) {
  const { params } = state;
  const fields = await table.schema();
  const names = fields.map(({ name }) => name);
  const own = namingAmong((name) => names.includes(name), params);
  const textOf = (name: string) => nameText(findField(fields, name));
  const texts: CellTexts = {
    tenantCol: textOf(own.tenantCol),
    userCol: textOf(own.userCol),
    resCol: textOf(own.resCol),
    contexts: contextSql(fields, state),
  };
  const kept = ownColumns(own, params);
  // To Spark `Evidence` is `evidence`, and a context's `from_Zone` is `from_zone`.
  const scores = scoreNames(state, { parts: true, window: null, kinds: false });
  const added = new Set(scores.map((name) => name.toLowerCase()));
  const isAdded = (name: string) => added.has(name) || isReplaced(name, kept, state);
  return {
    own,
    texts,
    passed: names.filter((name) => kept.includes(name) || !isAdded(name.toLowerCase())),
  };
}

/** A query for the columns that stay, and for the added ones, each as `expression` says. */
function select(
  state: EvidenceState,
  passed: readonly string[],
  asked: AskedScores,
  from: string,
  expression: (name: string, type: string) => string,
): string {
  const columns = [
    ...passed.map((name) => `g.${quoted(name)}`),
    ...scoreNames(state, asked)
      .map(quotedScore)
      .map((name) => `${expression(name, 'DOUBLE')} AS ${name}`),
    ...kindNames(state, asked).map((name) => `${expression(name, 'STRING')} AS ${name}`),
  ];
  return `SELECT ${columns.join(', ')} FROM ${from}`;
}

/** The name of a context's term has all the characters of its column. */
function quotedScore(name: string): string {
  return /^\w+$/.test(name) ? name : quoted(name);
}
