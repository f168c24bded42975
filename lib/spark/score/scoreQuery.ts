import { visibleText } from '../../base/text/visibleText.js';
import type { ModelColumns } from '../../original/model/ModelState.js';
import { nameText } from '../client/nameText.js';
import { type Planned, queryOver, quoted } from '../client/relation.js';
import type { SparkTable } from '../client/SparkTable.js';
import { findField } from '../client/schema.js';

/** A model as tables of Spark. */
export interface ModelTables {
  /** tenant, name, id, component (-1 without a vector) and vector. */
  users: Planned;
  resources: Planned;
  /** user and res, ids; null if the model has no history. */
  history: Planned | null;
}

/**
 * A table with the scores of a model, as by `AccessAnomalyModel.transform`. They are computed when its rows
 * are needed.
 *
 * @param width the length of a vector: rank + 2
 */
export function scoreQuery(
  table: SparkTable,
  { tenantCol, userCol, resCol, outputCol }: ModelColumns,
  width: number,
  modelTables: () => Promise<ModelTables>,
): SparkTable {
  return table.derive(async (options) => {
    const fields = await table.schema();
    // To Spark `Score` is `score`.
    const kept = fields.filter(({ name }) => name.toLowerCase() !== outputCol.toLowerCase());
    const [tenant, user, res] = [tenantCol, userCol, resCol].map((column) => ({
      column,
      ...nameText(findField(fields, column)),
    }));
    const names = Object.entries({ tenant, user, res });
    const missing = names.map(([name, { isMissing }]) => `WHEN ${isMissing} THEN raise_error(:no_${name})`);
    const errors = Object.fromEntries(
      names.map(([name, { column }]) => [
        `no_${name}`,
        `Expected column ${visibleText(column)} to hold a name in every row, got none`,
      ]),
    );
    const { users, resources, history } = await modelTables();
    const dot = Array.from({ length: width }, (_, k) => `u.vector[${k}] * r.vector[${k}]`);
    const inHistory = history === null ? '' : 'WHEN h.user IS NOT NULL THEN 0D';
    const joinHistory = history === null ? '' : 'LEFT JOIN history h ON u.id = h.user AND r.id = h.res';
    const query = `SELECT ${kept.map(({ name }) => `g.${quoted(name)}`).join(', ')},
        CASE ${missing.join(' ')} ${inHistory}
          WHEN u.component IS NULL OR r.component IS NULL OR u.component < 0 OR r.component < 0 THEN CAST(NULL AS DOUBLE)
          WHEN u.component <> r.component THEN CAST('Infinity' AS DOUBLE)
          ELSE ${dot.join(' + ')} END AS ${quoted(outputCol)}
      FROM given g
        LEFT JOIN model_users u ON ${tenant.text} = u.tenant AND ${user.text} = u.name
        LEFT JOIN model_resources r ON ${tenant.text} = r.tenant AND ${res.text} = r.name
        ${joinHistory}`;
    const tables = { given: table, model_users: users, model_resources: resources };
    return queryOver(query, { ...tables, ...(history && { history }) }, errors)(options);
  });
}
