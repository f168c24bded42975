import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * Numbers the names of a column in their order, in a table of their own (name, id). If case doesn't matter,
 * all spellings of a name have one number; the most frequent one is shown, or the first of equally frequent
 * ones.
 *
 * @param names a relation with the column name, and if it is folded rows, place and first, as SQL
 * @returns the names by their numbers, and how many other spellings there are
 */
export async function numberNames(
  connection: DuckDBConnection,
  { table, names, isFolded }: { table: string; names: string; isFolded: boolean },
): Promise<{ names: string[]; numJoined: number }> {
  if (!isFolded) {
    await connection.run(`CREATE TEMP TABLE ${table} AS
      SELECT name, (row_number() OVER (ORDER BY name) - 1)::INTEGER AS id FROM (SELECT DISTINCT name FROM (${names}))`);
  } else {
    await connection.run(`CREATE TEMP TABLE ${table} AS
      WITH spellings AS (
        SELECT name, lower(name) AS folded, sum(rows) AS rows, min(place) AS place, min(first) AS first FROM (${names}) GROUP BY name),
      shown AS (
        SELECT folded, first(name ORDER BY rows DESC, place, first NULLS LAST, name) AS shown FROM spellings GROUP BY folded),
      numbered AS (SELECT folded, shown, (row_number() OVER (ORDER BY shown) - 1)::INTEGER AS id FROM shown)
      SELECT name, id, shown FROM spellings JOIN numbered USING (folded)`);
  }
  const shown = isFolded ? 'DISTINCT shown, id' : 'name, id';
  const query = `SELECT ${isFolded ? 'shown' : 'name'} FROM (SELECT ${shown} FROM ${table}) ORDER BY id`;
  const [numbered] = await (await connection.run(query)).getColumns();
  const found = (numbered ?? []) as string[];
  if (!isFolded) return { names: found, numJoined: 0 };
  const [[count]] = await (await connection.run(`SELECT count(*)::DOUBLE FROM ${table}`)).getRows();
  return { names: found, numJoined: Number(count) - found.length };
}
