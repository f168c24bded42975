import { Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import { gather } from '../../base/numbers/gather.js';
import { cellsOf } from '../../evidence/score/cells.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { scoreRows } from '../../evidence/score/rowScores.js';
import { scoreCellsInTurn } from '../../evidence/score/scoreCells.js';
import { kindColumns, scoreColumns } from '../../evidence/score/scoreColumns.js';
import type { AskedScores } from '../../evidence/score/TransformOptions.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import type { RemoteJob } from '../client/RemoteJob.js';
import { relationOf } from '../client/relation.js';
import { SparkTable } from '../client/SparkTable.js';
import { unreliable } from '../client/unreliable.js';
import type { RemoteCells } from './cellsOnSpark.js';

/** Cells of a batch, at some 400 bytes each. Smaller batches take longer: each looks up nearly all users. */
const BATCH_CELLS = 250_000;
/** This many batches are merged into one table: Spark is slow to read a plan of hundreds. */
const MOST_PARTS = 32;
/** Cells of one query: the server holds them until they are read. */
const SLICE_CELLS = 4_000_000;

/**
 * Scores cells in this process, batch by batch, in bounded memory. Joins on Spark would take far longer (see
 * README.md).
 *
 * @param scores keeps the scores of each batch
 * @returns the columns of the ids, and those of the scores
 */
export async function scoreInBatches(
  job: RemoteJob,
  scores: RemoteJob,
  cells: RemoteCells,
  state: EvidenceState,
  asked: AskedScores,
): Promise<SparkTable> {
  let parts: SparkTable[] = [];
  for await (const batch of batchesOf(job, cells)) {
    const part = inline(job, await scoreBatch(batch, cells.ids, state, asked, job.run.signal));
    parts.push(await scores.keep(job.query('SELECT /*+ COALESCE(1) */ * FROM part', { part })));
    if (parts.length < MOST_PARTS) continue;
    const merged = await scores.keep(merge(job, parts));
    await scores.drop(...parts);
    parts = [merged];
  }
  return merge(job, parts);
}

function merge(job: RemoteJob, parts: readonly SparkTable[]): SparkTable {
  const tables = Object.fromEntries(parts.map((part, n) => [`part_${n}`, part]));
  const selects = Object.keys(tables).map((name) => `SELECT * FROM ${name}`);
  return job.query(selects.join(' UNION ALL '), tables);
}

/** The cells in batches; at least one, which may be empty. */
async function* batchesOf(job: RemoteJob, { cells, count, ids }: RemoteCells): AsyncGenerator<Table> {
  const slices = Math.max(1, Math.ceil(count / SLICE_CELLS));
  let batch: Table[] = [];
  let filled = 0;
  let read = 0;
  for (let slice = 0; slice < slices; slice++) {
    const query = `SELECT ${ids.join(', ')} FROM cells WHERE pmod(hash(user, res), ${slices}) = ${slice}`;
    for await (const table of job.batches(job.query(query, { cells }))) {
      batch.push(table);
      filled += table.numRows;
      read += table.numRows;
      if (filled < BATCH_CELLS) continue;
      yield concatenated(batch);
      batch = [];
      filled = 0;
    }
  }
  if (read !== count) throw unreliable(`${count} cells to score`, `${read}`);
  if (filled > 0 || count === 0) yield concatenated(batch);
}

function concatenated(tables: readonly Table[]): Table {
  return new Table(tables.flatMap(({ batches }) => batches));
}

async function scoreBatch(
  batch: Table,
  ids: readonly string[],
  state: EvidenceState,
  asked: AskedScores,
  signal: AbortSignal | undefined,
): Promise<Table> {
  const columns = ids.map((name) => batch.getChild(name)!.toArray() as Int32Array);
  const [tenant, user, res, ...values] = columns;
  const { accessOf, firstRow } = accessesIn(tenant, user, res);
  const of = (ids: Int32Array) => gather(ids, firstRow);
  const scored = await scoreCellsInTurn(state, cellsOf(state.counts, of(tenant), of(user), of(res)), signal);
  const each = Int32Array.from(tenant.keys());
  const rows = scoreRows(state, scored, { rowOf: each, firstRow: each, cellOf: accessOf, values });
  const scores = { ...scored, rows };
  return tableFromVectors([
    ...ids.map((name, n) => [name, makeColumn.int32(columns[n])] as const),
    ...scoreColumns(state, scores, asked).map(
      ([name, values]) => [name, makeColumn.float64(values)] as const,
    ),
    ...kindColumns(state, scores, asked).map(
      ([name, texts]) => [name, vectorFromArray(texts, new Utf8())] as const,
    ),
  ]);
}

/** The accesses of a batch; neighbouring rows of the same access count once. */
function accessesIn(tenant: Int32Array, user: Int32Array, res: Int32Array) {
  const accessOf = new Int32Array(user.length);
  const firstRow = new Int32Array(user.length);
  let count = 0;
  for (let n = 0; n < user.length; n++) {
    const isSame = n > 0 && tenant[n] === tenant[n - 1] && user[n] === user[n - 1] && res[n] === res[n - 1];
    if (!isSame) firstRow[count++] = n;
    accessOf[n] = count - 1;
  }
  return { accessOf, firstRow: firstRow.subarray(0, count) };
}

/** A table within its request, which is sent once; an artifact would stay until the session ends. */
function inline({ session }: RemoteJob, table: Table): SparkTable {
  const data = tableToIPC(table, 'stream');
  return new SparkTable(session, async () => relationOf({ case: 'localRelation', value: { data } }));
}
