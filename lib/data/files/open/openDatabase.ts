import { randomUUID } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../../sql/withConnection.js';
import type { OpenedFile } from './OpenedFile.js';
import { openRelation } from './openRelation.js';

/** Whether a file's name is one of a DuckDB database. */
export function isDatabase(file: string): boolean {
  return /\.(duckdb|db)$/i.test(file);
}

/**
 * Opens a table or view of a DuckDB database, which is attached read-only until the work is done.
 *
 * @param relation its name, or `schema.name`; without one the only one there is
 * @param use what to do with it
 * @throws Error if the file is no DuckDB database, or has no such table, or several where none is named; lists them
 */
export async function withDatabase<T>(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  file: string,
  relation: string | undefined,
  use: (opened: OpenedFile) => Promise<T>,
): Promise<T> {
  const { quotedIdentifier, quotedString } = duckDb;
  // All connections share what is attached.
  const alias = `source_${randomUUID().replaceAll('-', '')}`;
  await connection.run(`ATTACH ${quotedString(file)} AS ${alias} (READ_ONLY)`).catch((error: Error) => {
    throw new Error(`Expected a DuckDB database in ${file}, got ${error.message}`, { cause: error });
  });
  try {
    const result = await connection.run(`
      SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = '${alias}' AND NOT internal
      UNION ALL
      SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = '${alias}' AND NOT internal
      ORDER BY ALL`);
    const tables = (await result.getRows()).map(([schema, name]) => ({
      schema: String(schema),
      name: String(name),
    }));
    const shown = ({ schema, name }: (typeof tables)[number]) =>
      schema === 'main' ? name : `${schema}.${name}`;
    const found = tables.filter(
      (table) => relation === undefined || [shown(table), `${table.schema}.${table.name}`].includes(relation),
    );
    if (found.length !== 1) {
      const wanted = relation === undefined ? 'one table, or relation to name one,' : `a table ${relation}`;
      throw new Error(`Expected ${wanted} in ${file}, got ${tables.map(shown).join(', ') || 'no tables'}`);
    }
    const [{ schema, name }] = found;
    const path = [alias, schema, name].map((part) => quotedIdentifier(part)).join('.');
    return await use(await openRelation(duckDb, connection, `${file}:${shown(found[0])}`, path));
  } finally {
    await connection.run(`DETACH ${alias}`);
  }
}
