// @ts-check
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { build } from '../../scripts/paths.mjs';

const FORMATS = { parquet: 'FORMAT parquet', 'csv.gz': 'FORMAT csv, HEADER, COMPRESSION gzip' };

/** From how many pairs an event is drawn: of 50 million, 5 or 48 million are distinct. */
const PAIRS = {
  // A quadratic skew, so that the busiest come up hundreds of times.
  few: (/** @type {string} */ drawn, /** @type {number} */ count) =>
    `${drawn} ** 2 * ${Math.ceil(count / 10)}`,
  many: (/** @type {string} */ drawn, /** @type {number} */ count) => `${drawn} * ${20 * count}`,
};

/** @typedef {keyof typeof FORMATS} Format */
/** @typedef {keyof typeof PAIRS} Pairs */

/**
 * A month of raw events, one in each row (time, user, resource), made by DuckDB; a count gives the same
 * events everywhere.
 * @param {number} count
 * @param {Pairs} pairs
 * @param {Format} format
 * @returns {Promise<string>} the file, made if it isn't there yet
 */
export async function generateEvents(count, pairs, format) {
  const folder = path.join(build, 'bench', 'events');
  const file = path.join(folder, `events-${count}-${pairs}.${format}`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const draft = path.join(folder, `draft-${count}-${pairs}.${format}`);
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '4GB' });
  const connection = await instance.connect();
  // hash() gives 64 well-mixed bits; their lower and upper halves are two numbers.
  await connection.run(`COPY (
    SELECT TIMESTAMP '2026-01-01' + to_seconds(n * 2592000 // ${count}) AS time,
      'user-' || lpad((hash(pair) % 100000)::VARCHAR, 6, '0') || '@example.com' AS "user",
      'resource-' || lpad((floor(((hash(pair + 1000000000) % 1000000) / 1e6) ** 2 * 50000))::BIGINT::VARCHAR, 6, '0') AS res
    FROM (
      SELECT n, floor(${PAIRS[pairs]('((hash(n) % 1000000007) / 1000000007.0)', count)})::BIGINT AS pair
      FROM range(${count}) AS r(n)
    )
  ) TO '${draft.replaceAll("'", "''")}' (${FORMATS[format]})`);
  connection.closeSync();
  renameSync(draft, file);
  return file;
}
