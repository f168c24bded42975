import { FieldSql } from '../../../lib/logs/fields/FieldSql.js';
import { FieldTree } from '../../../lib/logs/fields/FieldTree.js';
import type { Json } from '../../../lib/logs/fields/json.js';
import type { Path } from '../../../lib/logs/fields/path.js';
import { withConnection } from '../../../lib/sql/withConnection.js';

/** What SQL reads of rows of JSON by paths: a list for each row. */
export function readFields(
  rows: readonly string[],
  paths: readonly Path[],
  { as = 'text', tree = treeOf(rows) }: { as?: 'text' | 'plain'; tree?: FieldTree } = {},
): Promise<(string | null)[][]> {
  return withConnection(async (connection, { LIST, VARCHAR, listValue }) => {
    await connection.run(
      'CREATE TEMP TABLE read AS SELECT unnest($1) AS row',
      [listValue([...rows])],
      [LIST(VARCHAR)],
    );
    const sql = new FieldSql({ relation: 'temp.read', json: 'row' });
    const columns = paths.map((path) => sql[as](path, tree));
    const result = await connection.run(`SELECT ${columns.join(', ')} FROM ${sql.relation}`);
    return (await result.getRows()) as (string | null)[][];
  });
}

function treeOf(rows: readonly string[]): FieldTree {
  return FieldTree.of(
    rows.flatMap((row): Json[] => {
      try {
        return [JSON.parse(row)];
      } catch {
        return [];
      }
    }),
  );
}
