import type { Table } from 'apache-arrow';
import { withConnection } from '../sql/withConnection.js';
import { AccessGroups, type RowReport } from './AccessGroups.js';
import { accessFiles } from './accessFiles.js';
import { openAccessFile } from './openAccessFile.js';

/** Which columns of the files are read. */
export interface ReadAccessOptions {
  /** The column of the tenant; without it, every access is of the tenant `default`. */
  tenant?: string;
  /** The column of who accesses. */
  user: string;
  /** The column of what is accessed. */
  res: string;
  /** The column of how many accesses a row stands for, a positive number; without it, each row is one access. */
  count?: string;
}

/** What {@link readAccess} read, and what it could not. */
export interface AccessReport extends RowReport {
  /** The files read, in order. */
  files: string[];
}

/**
 * Reads who accessed what from log files: CSV with a header (`.csv`, `.tsv`; separated by comma, tab, semicolon or
 * bar), JSON lines (`.jsonl`, `.ndjson`, `.json`; or an array of objects), both also with `.gz`, and Parquet. DuckDB
 * reads and groups them, so that only the result has to fit in memory here.
 *
 * The table has a row for each tenant, user and resource, sorted by these: tenant, user, res (dictionary-encoded
 * Utf8) and likelihood (Float64, the sum of the counts, or the number of rows). Names are kept as written; a number
 * becomes its text. A row is unreadable, and reported, if its line is malformed, a name is missing, empty or, in
 * JSON, an object or array, or its count is not a positive finite number.
 *
 * @param source a file, a glob (`logs/*.csv.gz`), a folder (its files of these kinds, and those below), or several
 * @throws TypeError if a file lacks one of the columns (the error lists those it has) or has it twice
 * @throws Error if nothing is found at the source, or a file is of another kind or broken; names it
 *
 * @example
 * const { table, report } = await readAccess('logs/', { user: 'account', res: 'host' })
 */
export async function readAccess(
  source: string | readonly string[],
  options: ReadAccessOptions,
): Promise<{ table: Table; report: AccessReport }> {
  const { tenant, user, res, count } = options;
  for (const [name, column] of Object.entries({
    tenant: tenant ?? 'default',
    user,
    res,
    count: count ?? 'default',
  })) {
    if (typeof column !== 'string' || column === '') {
      throw new TypeError(`Expected ${name} to name a column, got ${JSON.stringify(column)}`);
    }
  }
  return withConnection(async (connection, duckDb) => {
    const files = await accessFiles(connection, typeof source === 'string' ? [source] : source);
    const groups = await AccessGroups.create(duckDb, connection);
    for (const file of files) {
      const wanted = [tenant, user, res, count].filter((name) => name !== undefined);
      const opened = await openAccessFile(duckDb, connection, file, wanted);
      await groups.add(opened, { tenant, user, res, count });
    }
    return { table: await groups.table(), report: { files, ...(await groups.report()) } };
  });
}
