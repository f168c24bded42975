import { type Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import { cellsOf } from '../../evidence/score/cells.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { kindOf } from '../../evidence/score/kinds.js';
import { scoreCellsInTurn } from '../../evidence/score/scoreCells.js';
import { scoreColumns } from '../../evidence/score/scoreColumns.js';
import type { Asked } from '../../evidence/score/TransformOptions.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import { relationOf } from '../client/relation.js';
import { SparkTable } from '../client/SparkTable.js';
import type { Workbench } from '../fit/Workbench.js';

/**
 * Cells of a batch, at some 400 bytes each. A batch asks about nearly all users anew: 11 µs a cell in batches of 100,000, 9 in these,
 * 7 in batches four times as large.
 */
const BATCH_CELLS = 250_000;
/** So many batches become one table: a plan of hundreds would take longer to read than its rows. */
const MOST_PARTS = 32;
/** Cells that are asked for at once: the server holds them until they have come. */
const SLICE_CELLS = 4_000_000;

/** Ids of cells; -1 = not known. */
interface CellIds {
  tenant: Int32Array;
  user: Int32Array;
  res: Int32Array;
}

/**
 * Scores cells here, batch by batch, in bounded memory: numbers come, and numbers go back.
 *
 * The parts as joins of Spark's lose: for `peers` alone LANL 2014's 312,283 pairs meet 820 million users of their resources, and
 * the similarities are sums over 480 million: 11 minutes or more (by 20ths of the users) on the cores that take 3 seconds here.
 *
 * @param scores where what is said of each batch is kept
 * @returns columns tenant, user, res, and those of the scores
 */
export async function weighCells(
  bench: Workbench,
  scores: Workbench,
  { cells, count }: { cells: SparkTable; count: number },
  state: EvidenceState,
  asked: Asked,
): Promise<SparkTable> {
  let parts: SparkTable[] = [];
  for await (const ids of batchesOf(bench, cells, count)) {
    const part = inline(bench, await weighBatch(ids, state, asked, bench.run.signal));
    parts.push(await scores.keep(bench.query('SELECT /*+ COALESCE(1) */ * FROM part', { part })));
    if (parts.length < MOST_PARTS) continue;
    const merged = await scores.keep(all(bench, parts));
    await scores.drop(...parts);
    parts = [merged];
  }
  return all(bench, parts);
}

function all(bench: Workbench, parts: readonly SparkTable[]): SparkTable {
  const tables = Object.fromEntries(parts.map((part, n) => [`part_${n}`, part]));
  const selects = Object.keys(tables).map((name) => `SELECT * FROM ${name}`);
  return bench.query(selects.join(' UNION ALL '), tables);
}

/** The cells in batches; at least one, which may be empty. */
async function* batchesOf(bench: Workbench, cells: SparkTable, count: number): AsyncGenerator<CellIds> {
  const slices = Math.max(1, Math.ceil(count / SLICE_CELLS));
  const size = Math.min(count, BATCH_CELLS);
  const newBatch = () => ({
    tenant: new Int32Array(size),
    user: new Int32Array(size),
    res: new Int32Array(size),
  });
  let batch = newBatch();
  let filled = 0;
  let given = 0;
  for (let slice = 0; slice < slices; slice++) {
    const query = `SELECT tenant, user, res FROM cells WHERE pmod(hash(user, res), ${slices}) = ${slice}`;
    for await (const table of bench.batches(bench.query(query, { cells }))) {
      const columns = idsOf(table);
      for (let from = 0; from < table.numRows; ) {
        const taken = Math.min(size - filled, table.numRows - from);
        for (const name of ['tenant', 'user', 'res'] as const) {
          batch[name].set(columns[name].subarray(from, from + taken), filled);
        }
        from += taken;
        filled += taken;
        if (filled < size) continue;
        yield batch;
        given += filled;
        batch = newBatch();
        filled = 0;
      }
    }
  }
  if (filled > 0 || given === 0) yield firstOf(batch, filled);
}

function idsOf(table: Table): CellIds {
  const ids = (name: string) => table.getChild(name)!.toArray() as Int32Array;
  return { tenant: ids('tenant'), user: ids('user'), res: ids('res') };
}

function firstOf({ tenant, user, res }: CellIds, size: number): CellIds {
  return { tenant: tenant.subarray(0, size), user: user.subarray(0, size), res: res.subarray(0, size) };
}

async function weighBatch(
  { tenant, user, res }: CellIds,
  state: EvidenceState,
  asked: Asked,
  signal: AbortSignal | undefined,
): Promise<Table> {
  const cells = cellsOf(state.counts, tenant, user, res);
  const scored = await scoreCellsInTurn(state, cells, asked.window, signal);
  const kinds = () => Array.from(tenant, (_, cell) => kindOf(cells, cell));
  return tableFromVectors([
    ['tenant', makeColumn.int32(tenant)],
    ['user', makeColumn.int32(user)],
    ['res', makeColumn.int32(res)],
    ...scoreColumns(asked).map(([name, of]) => [name, makeColumn.float64(scored[of]!)] as const),
    ...(asked.kinds ? [['kind', vectorFromArray(kinds(), new Utf8())] as const] : []),
  ]);
}

/** A table within the request that has it: it is sent once, and an artifact would stay until the session ends. */
function inline({ session }: Workbench, table: Table): SparkTable {
  const data = tableToIPC(table, 'stream');
  return new SparkTable(session, async () => relationOf({ case: 'localRelation', value: { data } }));
}
