import type { DuckDBConnection } from '@duckdb/node-api';
import { shownList } from '../../base/text/shownList.js';

/** The columns of the one table of a ledger, with DuckDB's types. */
const COLUMNS = ['target VARCHAR', 'uid VARCHAR', 'acknowledged TIMESTAMP WITH TIME ZONE'];
const KEY = 'target, uid';

/** Tables and views of all schemas, with their columns, except DuckDB's own. */
const FOUND = `
  SELECT table_name, list(column_name || ' ' || data_type ORDER BY column_index)
  FROM duckdb_columns() WHERE NOT internal GROUP BY schema_name, table_name ORDER BY ALL`;
const KEYS = `
  SELECT array_to_string(constraint_column_names, ', ')
  FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY' AND table_name = 'sent'`;

/** The error of a database that isn't a ledger; it says what it is instead. */
export class NoLedger extends Error {
  override readonly name = 'NoLedger';
}

/**
 * Refuses a database that is neither a ledger nor empty: nothing is written into a database of others.
 *
 * @throws NoLedger
 */
export async function checkLedgerTable(connection: DuckDBConnection): Promise<void> {
  const found = (await connection.runAndReadAll(FOUND)).getRowsJS() as [string, string[]][];
  if (found.length === 0) return;
  const others = found.filter(([name]) => name !== 'sent');
  if (others.length > 0 || found.length > 1) {
    throw new NoLedger(`a database of other tables (${shownList(found.map(([name]) => name))})`);
  }
  const [[, columns]] = found;
  if (columns.join(', ') !== COLUMNS.join(', ')) {
    throw new NoLedger(`another table sent (${shownList(columns)})`);
  }
  const keys = (await connection.runAndReadAll(KEYS)).getRows();
  if (keys.length !== 1 || keys[0][0] !== KEY) {
    throw new NoLedger(`a table sent without the key ${KEY}`);
  }
}
