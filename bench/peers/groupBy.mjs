// @ts-check
// A process of its own: DuckDB by itself counts the accesses that a query groups events to, in its column
// `n`.
import { DuckDBInstance } from '@duckdb/node-api';
import { answer, timed, told } from '../ours/answer.mjs';

const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB', threads: '2' });
const connection = await instance.connect();
const { result, seconds } = await timed(async () => {
  const found = await connection.run(`SELECT count(*)::DOUBLE, sum(n)::DOUBLE FROM (${told.query})`);
  return found.getRows();
});
const [[accesses, events]] = result;
answer({ seconds, events, accesses });
