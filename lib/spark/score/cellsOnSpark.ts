import type { NamingColumns } from '../../accesses/columns.js';
import { counted } from '../../base/text/counted.js';
import { visibleText } from '../../base/text/visibleText.js';
import type { NameText } from '../client/nameText.js';
import type { RemoteJob } from '../client/RemoteJob.js';
import { queryOver } from '../client/relation.js';
import type { SparkTable } from '../client/SparkTable.js';
import type { ContextSql } from './contextSql.js';
import type { ModelNames } from './modelNames.js';

/** How the columns of tenant, user and resource are read, and the contexts. */
export interface CellTexts extends Record<keyof NamingColumns, NameText> {
  contexts: readonly ContextSql[];
}

/** Distinct accesses, each with its contexts, by their ids in a model. */
export interface RemoteCells {
  /** Kept on the server. */
  cells: SparkTable;
  count: number;
  /** The columns of the ids. */
  ids: string[];
}

/** The ids of a row in a query over `joinNames`; -1 for an unknown name, and contexts as in `ContextSql`. */
export function cellIds({ contexts }: CellTexts): (readonly [column: string, id: string])[] {
  return [
    ['tenant', 'coalesce(t.id, -1)'],
    ['user', 'coalesce(u.id, -1)'],
    ['res', 'coalesce(r.id, -1)'],
    ...contexts.map(({ id }, c) => [`value${c}`, id] as const),
  ];
}

/** The rows of `given`, as `g`, beside the names of a model. */
export function joinNames({ tenantCol, userCol, resCol, contexts }: CellTexts): string {
  const joins = [
    `given g
    LEFT JOIN model_tenants t ON ${tenantCol.text} = t.name
    LEFT JOIN model_users u ON t.id = u.tenant AND ${userCol.text} = u.name
    LEFT JOIN model_resources r ON t.id = r.tenant AND ${resCol.text} = r.name`,
    ...contexts.map(({ join }) => join),
  ];
  return joins.filter((join) => join !== '').join('\n    ');
}

/**
 * The distinct accesses of a table with their contexts: columns tenant, user, res, value0, value1... (int).
 *
 * @throws RangeError naming a column with a missing name, or an invalid day or hour
 */
export async function cellsOnSpark(
  job: RemoteJob,
  table: SparkTable,
  own: NamingColumns,
  texts: CellTexts,
  names: ModelNames,
): Promise<RemoteCells> {
  const columns = ['tenantCol', 'userCol', 'resCol'] as const;
  const refusals = texts.contexts.flatMap((context) => context.refusals);
  const ids = cellIds(texts);
  const selected = [
    ...ids.map(([column, id]) => `${id} AS ${column}`),
    ...columns.map((column) => `count_if(${texts[column].isMissing}) AS no_${column}`),
    ...refusals.map(({ isRefused }, n) => `count_if(${isRefused}) AS refused${n}`),
    ...refusals.map(({ isRefused, text }, n) => `min(if(${isRefused}, ${text}, NULL)) AS example${n}`),
  ];
  const grouped = `SELECT ${selected.join(', ')}
    FROM ${joinNames(texts)} GROUP BY ${ids.map((_, n) => n + 1).join(', ')}`;
  const access = 'tenant, user, res';
  // The contexts of an access are next to each other, so that it is scored once, not once for each of them.
  const query =
    texts.contexts.length === 0
      ? grouped
      : `SELECT * FROM (${grouped}) DISTRIBUTE BY ${access} SORT BY ${access}`;
  const cells = await job.keep(table.derive(queryOver(query, { given: table, ...names })));
  const sums = [
    ...columns.map((column) => `sum(no_${column}) AS no_${column}`),
    ...refusals.map((_, n) => `sum(refused${n}) AS refused${n}, min(example${n}) AS example${n}`),
  ];
  const counts = await job.row(`SELECT count(*) AS n, ${sums.join(', ')} FROM cells`, { cells });
  for (const column of columns) {
    const rows = Number(counts[`no_${column}`] ?? 0);
    if (rows === 0) continue;
    throw new RangeError(
      `Expected column ${visibleText(own[column])} to hold a name in every row, got none in ${counted(rows, 'row')}`,
    );
  }
  refusals.forEach(({ expected }, n) => {
    const rows = Number(counts[`refused${n}`] ?? 0);
    if (rows === 0) return;
    const example = visibleText(String(counts[`example${n}`]));
    throw new RangeError(`Expected ${expected}, got others in ${counted(rows, 'row')}, such as ${example}`);
  });
  return { cells, count: Number(counts.n), ids: ids.map(([column]) => column) };
}
