// @ts-check
// A process of its own: DuckDB by itself reads and groups a folder of CloudTrail's files, and prints what it took as JSON.
import { DuckDBInstance } from '@duckdb/node-api';

const { source } = JSON.parse(process.argv[2]);
const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB', threads: '2' });
const connection = await instance.connect();
const started = performance.now();
const result = await connection.run(`SELECT count(*)::DOUBLE, sum(n)::DOUBLE FROM (
  SELECT event.recipientAccountId AS tenant, event.userIdentity.arn AS "user", event.eventSource || ':' || event.eventName AS res,
    min(event.eventTime), max(event.eventTime), count(*) AS n
  FROM (SELECT unnest(Records) AS event FROM read_json('${source.replaceAll("'", "''")}/**/*.json.gz')) GROUP BY tenant, "user", res)`);
const [[accesses, events]] = await result.getRows();
const seconds = (performance.now() - started) / 1000;
const peakGb = process.resourceUsage().maxRSS / 1e6;
console.log(JSON.stringify({ seconds, events, accesses, peakGb }));
