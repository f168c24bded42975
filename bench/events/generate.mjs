// @ts-check
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/**
 * Raw events, one a row: time, user, resource; by DuckDB, the same for a count everywhere. Pairs are drawn from a tenth as
 * many with a quadratic skew, so that the busiest come up hundreds of times; a month of them.
 * @param {string} folder
 * @param {number} count
 * @param {'parquet' | 'csv.gz' | 'csv'} kind
 * @returns {Promise<string>} the file, made if it isn't there yet
 */
export async function generateEvents(folder, count, kind) {
  const file = path.join(folder, `events-${count}.${kind}`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const draft = path.join(folder, `draft-${count}.${kind}`);
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '4GB' });
  const connection = await instance.connect();
  const pairs = Math.ceil(count / 10);
  const options =
    kind === 'parquet'
      ? 'FORMAT parquet'
      : `FORMAT csv, HEADER${kind === 'csv.gz' ? ', COMPRESSION gzip' : ''}`;
  // hash() gives 64 well-mixed bits; their lower and upper halves are two numbers.
  await connection.run(`COPY (
    SELECT TIMESTAMP '2026-01-01' + to_seconds(n * 2592000 // ${count}) AS time,
      'user-' || lpad((hash(pair) % 100000)::VARCHAR, 6, '0') || '@example.com' AS "user",
      'resource-' || lpad((floor(((hash(pair + 1000000000) % 1000000) / 1e6) ** 2 * 50000))::BIGINT::VARCHAR, 6, '0') AS res
    FROM (
      SELECT n, floor(((hash(n) % 1000000007) / 1000000007.0) ** 2 * ${pairs})::BIGINT AS pair FROM range(${count}) AS r(n)
    )
  ) TO '${draft.replaceAll("'", "''")}' (${options})`);
  connection.closeSync();
  renameSync(draft, file);
  return file;
}
