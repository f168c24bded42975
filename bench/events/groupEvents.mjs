// @ts-check
// A process of its own: DuckDB by itself groups a Parquet file of events, and prints what it took as JSON.
import { DuckDBInstance } from '@duckdb/node-api';

const { file } = JSON.parse(process.argv[2]);
const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB', threads: '2' });
const connection = await instance.connect();
const started = performance.now();
const result = await connection.run(`SELECT count(*)::DOUBLE, sum(n)::DOUBLE FROM (
  SELECT "user", res, count(*) AS n FROM read_parquet('${file.replaceAll("'", "''")}') GROUP BY "user", res)`);
const [[pairs, events]] = await result.getRows();
const seconds = (performance.now() - started) / 1000;
const peakGb = process.resourceUsage().maxRSS / 1e6;
console.log(JSON.stringify({ seconds, events, pairs, peakGb }));
