import type { ModelColumns } from '../../anomaly/model/ModelState.js';
import { type Planned, queryOver, quoted } from '../client/relation.js';
import type { SparkTable } from '../client/SparkTable.js';

/** A model as tables of Spark. */
export interface ModelTables {
  columns: ModelColumns;
  /** Length of a vector: rank + 2. */
  width: number;
  /** tenant, name, id, component (-1 for who has no vector) and vector. */
  users: Planned;
  resources: Planned;
  /** user and res, ids; null where the model has none. */
  history: Planned | null;
}

/**
 * A table with the scores of a model, as `AccessAnomalyModel.transform` gives, computed where its rows are asked for.
 */
export function scoreQuery(
  table: SparkTable,
  { columns, width, users, resources, history }: ModelTables,
): SparkTable {
  const { tenantCol, userCol, resCol, outputCol } = columns;
  return table.derive(async (options) => {
    const kept = (await table.schema()).filter(({ name }) => name !== outputCol);
    const dot = Array.from({ length: width }, (_, k) => `u.vector[${k}] * r.vector[${k}]`);
    const inHistory = history === null ? '' : 'WHEN h.user IS NOT NULL THEN 0D';
    const joinHistory = history === null ? '' : 'LEFT JOIN history h ON u.id = h.user AND r.id = h.res';
    const query = `SELECT ${kept.map(({ name }) => `g.${quoted(name)}`).join(', ')},
        CASE ${inHistory}
          WHEN u.component IS NULL OR r.component IS NULL OR u.component < 0 OR r.component < 0 THEN CAST(NULL AS DOUBLE)
          WHEN u.component <> r.component THEN CAST('Infinity' AS DOUBLE)
          ELSE ${dot.join(' + ')} END AS ${quoted(outputCol)}
      FROM given g
        LEFT JOIN model_users u ON CAST(g.${quoted(tenantCol)} AS STRING) = u.tenant AND CAST(g.${quoted(userCol)} AS STRING) = u.name
        LEFT JOIN model_resources r ON CAST(g.${quoted(tenantCol)} AS STRING) = r.tenant AND CAST(g.${quoted(resCol)} AS STRING) = r.name
        ${joinHistory}`;
    const tables = { given: table, model_users: users, model_resources: resources };
    return queryOver(query, { ...tables, ...(history && { history }) })(options);
  });
}
