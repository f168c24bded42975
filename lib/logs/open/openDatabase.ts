import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { visibleText } from '../../base/text/visibleText.js';
import { OFFLINE } from '../../sql/offlineSettings.js';
import type { DuckDb } from '../../sql/openDuckDb.js';
import type { NumberedFile } from './openParquet.js';
import { type OpenedRelation, openRelation } from './openRelation.js';
import type { Session } from './Session.js';

/**
 * Opens a table of a DuckDB database, or a view of its tables, which is attached read-only until it is
 * closed.
 *
 * @param relation its name, or `schema.name`; without one, the only table or view
 * @throws Error if the file is no DuckDB database, or has no such table, or several and none is named (lists
 *   them), or a view that reads anything but the database
 */
export async function openDatabase(
  session: Session,
  { path: file, number }: NumberedFile,
  relation: string | undefined,
): Promise<{ opened: OpenedRelation; close(): Promise<void> }> {
  const { connection, duckDb } = session;
  const { quotedIdentifier, quotedString } = duckDb;
  // All connections share what is attached.
  const alias = `source_${randomUUID().replaceAll('-', '')}`;
  // The path is absolute, because text before a colon would be taken for the kind of database.
  await connection
    .run(`ATTACH ${quotedString(resolve(file))} AS ${alias} (READ_ONLY)`)
    .catch((error: Error) => {
      throw new Error(
        `Expected a DuckDB database in ${visibleText(file)}, got ${visibleText(error.message)}`,
        { cause: error },
      );
    });
  const close = async () => void (await connection.run(`DETACH ${alias}`));
  try {
    const result = await connection.run(`
      SELECT schema_name, table_name, false FROM duckdb_tables() WHERE database_name = '${alias}' AND NOT internal
      UNION ALL
      SELECT schema_name, view_name, true FROM duckdb_views() WHERE database_name = '${alias}' AND NOT internal
      ORDER BY ALL`);
    const tables = (await result.getRows()).map(([schema, name, isView]) => ({
      schema: String(schema),
      name: String(name),
      isView: isView === true,
    }));
    const shown = ({ schema, name }: (typeof tables)[number]) =>
      schema === 'main' ? name : `${schema}.${name}`;
    const found = tables.filter(
      (table) => relation === undefined || [shown(table), `${table.schema}.${table.name}`].includes(relation),
    );
    if (found.length !== 1) {
      const wanted = relation === undefined ? 'one table, or relation to name one,' : `a table ${relation}`;
      throw new RangeError(
        `Expected ${wanted} in ${visibleText(file)}, got ${tables.map((table) => visibleText(shown(table))).join(', ') || 'no tables'}`,
      );
    }
    const [{ schema, name: table, isView }] = found;
    if (isView) await checkView(duckDb, file, [schema, table]);
    const path = [alias, schema, table].map((part) => quotedIdentifier(part)).join('.');
    const name = `${file}:${shown(found[0])}`;
    return { opened: await openRelation(session, { name, number }, path), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Refuses a view that reads other files: otherwise the database's author would choose what is read here. It
 * is checked in a connection that can only read the database.
 */
async function checkView(duckDb: DuckDb, file: string, path: readonly string[]): Promise<void> {
  const instance = await duckDb.DuckDBInstance.create(resolve(file), {
    access_mode: 'READ_ONLY',
    enable_external_access: 'false',
    ...OFFLINE,
    threads: '1',
  });
  try {
    const connection = await instance.connect();
    const name = path.map((part) => duckDb.quotedIdentifier(part)).join('.');
    await connection.prepare(`SELECT * FROM ${name}`).catch((error: Error) => {
      throw new Error(
        `Expected a view of the tables of ${visibleText(file)}, got ${visibleText(path.join('.'))}, which can't be read by them alone: ${visibleText(error.message)}`,
        { cause: error },
      );
    });
    connection.closeSync();
  } finally {
    instance.closeSync();
  }
}
