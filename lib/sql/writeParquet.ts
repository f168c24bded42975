import type { Table } from 'apache-arrow';
import { quotedTarget } from './quotedPath.js';
import { registerTable } from './registerTable.js';
import { withConnection } from './withConnection.js';

/**
 * Writes a table to a Parquet file, with its rows in order.
 *
 * @param select SQL expressions over the table's columns, one for each column of the file
 */
export function writeParquet(file: string, table: Table, select: string): Promise<void> {
  return withConnection(async (connection, duckDb) => {
    await registerTable(duckDb, connection, 'rows', table);
    await connection.run(
      `COPY (SELECT ${select} FROM temp.rows) TO ${quotedTarget(duckDb, file)} (FORMAT parquet, COMPRESSION zstd)`,
    );
  });
}
