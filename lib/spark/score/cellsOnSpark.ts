import type { NamingColumns } from '../../accesses/columns.js';
import { counted } from '../../base/text/counted.js';
import type { NameText } from '../client/nameText.js';
import type { RemoteJob } from '../client/RemoteJob.js';
import { queryOver } from '../client/relation.js';
import type { SparkTable } from '../client/SparkTable.js';
import type { ModelNames } from './modelNames.js';

/** How the columns of tenant, user and resource are read. */
type CellTexts = Record<keyof NamingColumns, NameText>;

/** The ids of a row's tenant, user and resource in a query over `joinNames`; -1 for an unknown name. */
export const CELL = {
  tenant: 'coalesce(t.id, -1)',
  user: 'coalesce(u.id, -1)',
  res: 'coalesce(r.id, -1)',
};

/** The rows of `given`, as `g`, beside the names of a model. */
export function joinNames({ tenantCol, userCol, resCol }: CellTexts): string {
  return `given g
    LEFT JOIN model_tenants t ON ${tenantCol.text} = t.name
    LEFT JOIN model_users u ON t.id = u.tenant AND ${userCol.text} = u.name
    LEFT JOIN model_resources r ON t.id = r.tenant AND ${resCol.text} = r.name`;
}

/**
 * The distinct accesses of a table by their ids in a model, kept on the server: columns tenant, user, res
 * (int).
 */
export async function cellsOnSpark(
  job: RemoteJob,
  table: SparkTable,
  own: NamingColumns,
  texts: CellTexts,
  names: ModelNames,
): Promise<{ cells: SparkTable; count: number }> {
  const columns = ['tenantCol', 'userCol', 'resCol'] as const;
  const missing = columns.map((column) => `count_if(${texts[column].isMissing}) AS no_${column}`);
  const query = `SELECT ${CELL.tenant} AS tenant, ${CELL.user} AS user, ${CELL.res} AS res, ${missing.join(', ')}
    FROM ${joinNames(texts)} GROUP BY 1, 2, 3`;
  const cells = await job.keep(table.derive(queryOver(query, { given: table, ...names })));
  const sums = columns.map((column) => `sum(no_${column}) AS no_${column}`);
  const [counts] = await job.rows(`SELECT count(*) AS n, ${sums.join(', ')} FROM cells`, { cells });
  for (const column of columns) {
    const rows = Number(counts[`no_${column}`] ?? 0);
    if (rows === 0) continue;
    throw new RangeError(
      `Expected column ${own[column]} to hold a name in every row, got none in ${counted(rows, 'row')}`,
    );
  }
  return { cells, count: Number(counts.n) };
}
