import type { Accesses } from '../../accesses/Accesses.js';
import { type ContextColumn, MISSING, readContexts } from '../../accesses/contexts.js';
import type { Entities } from '../../accesses/entities.js';
import { rankColumns } from '../../accesses/rankColumns.js';
import { gather } from '../../base/numbers/gather.js';
import { UNKNOWN_VALUE } from '../context/contextParts.js';
import { contextRatios, contextTermOf, tellApart } from '../context/contextTerms.js';
import type { EvidenceState } from './EvidenceState.js';
import { type Intruders, mixIntruders } from './intruders.js';
import type { CellScores } from './scoreCells.js';

/** Distinct (access, context values...), each with one score, numbered in the order of their first rows. */
export interface ContextRows {
  /** The number of each row of the table. */
  rowOf: Int32Array;
  firstRow: Int32Array;
  /** The cell of each one's access. */
  cellOf: Int32Array;
  /** For each context, the ids of the values; -1: missing, `UNKNOWN_VALUE`: never seen. */
  values: Int32Array[];
}

/** The same for a table. */
interface TableRows extends ContextRows {
  /** The contexts as the table has them. */
  columns: ContextColumn[];
}

/** A model's scores of them. */
export interface RowScores extends ContextRows {
  evidence: Float64Array;
  /** The terms of each context. */
  terms: Float64Array[];
  /** Null without contexts: then there is one intruder. */
  intruders: Intruders | null;
}

/** The rows of a table that are distinct to a model. */
export function contextRowsOf({ time, params }: EvidenceState, accesses: Accesses): TableRows {
  const { accessOf, firstRow } = accesses.distinct;
  const known = time?.contexts ?? [];
  if (known.length === 0) {
    const cellOf = Int32Array.from(firstRow.keys());
    return { rowOf: accessOf, firstRow, cellOf, values: [], columns: [] };
  }
  const columns = readContexts(accesses, params);
  const { rank, row } = rankColumns(
    { codes: accessOf, size: accesses.size },
    columns.map(({ values: { codes, size } }) => ({ codes, size })),
  );
  const numbered = byFirstRow(rank, row.length);
  return {
    ...numbered,
    columns,
    cellOf: gather(accessOf, numbered.firstRow),
    values: columns.map((column, c) => {
      const ids = valueIds(column, known[c].values);
      return gather(ids, gather(column.values.codes, numbered.firstRow));
    }),
  };
}

/** The id of each code of a column; -1: missing, `UNKNOWN_VALUE`: never seen. */
export function valueIds({ values }: ContextColumn, known: Entities): Int32Array {
  const ids = values.idsOfCodes(known);
  return ids.map((id, code) => {
    if (values.nameOf(code) === MISSING) return -1;
    return id < 0 ? UNKNOWN_VALUE : id;
  });
}

function byFirstRow(rank: Int32Array, count: number): { rowOf: Int32Array; firstRow: Int32Array } {
  const numberOf = new Int32Array(count).fill(-1);
  const firstRow = new Int32Array(count);
  let next = 0;
  const rowOf = new Int32Array(rank.length);
  for (let row = 0; row < rank.length; row++) {
    const each = rank[row];
    if (numberOf[each] < 0) {
      firstRow[next] = row;
      numberOf[each] = next++;
    }
    rowOf[row] = numberOf[each];
  }
  return { rowOf, firstRow };
}

/** Adds the terms of contexts to the scores of accesses. */
export function scoreRows(
  state: EvidenceState,
  { cells, weights }: CellScores,
  rows: ContextRows,
): RowScores {
  const { cellOf } = rows;
  const { time, tenants } = state;
  const contexts = time?.contexts ?? [];
  if (contexts.length === 0) return { ...rows, evidence: weights.evidence, terms: [], intruders: null };
  const of = (ids: Int32Array) => gather(ids, cellOf);
  const [tenant, user, res] = [of(cells.tenant), of(cells.user), of(cells.res)];
  const isApart = tenants.map(({ contexts: own }) => tellApart(own));
  const sum = new Float64Array(cellOf.length);
  const terms = contexts.map((known, c) => {
    const asked = { tenant, user, res, value: rows.values[c] };
    const ratios = contextRatios(known, known.counts, asked, (t) => tenants[t].contexts[c].mixture);
    for (let n = 0; n < ratios.length; n++) {
      const t = tenant[n];
      if (t >= 0) ratios[n] = contextTermOf(ratios[n], tenants[t].contexts[c].weight, isApart[t]);
      sum[n] += ratios[n];
    }
    return ratios;
  });
  const intruders = mixIntruders(weights, cellOf, sum, (row) => tenant[row] >= 0 && isApart[tenant[row]]);
  return { ...rows, evidence: intruders.evidence, terms, intruders };
}
