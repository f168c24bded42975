// @ts-check
// npm run bench:events: readAccess on 50 million generated events, in processes of their own; writes RESULTS.md here.
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { build } from '../../scripts/paths.mjs';
import { machineLine } from '../machine.mjs';
import { nodeCommand } from '../run/commands.mjs';
import { mustRunProcess } from '../run/runProcess.mjs';
import { count, markdownTable } from '../text.mjs';
import { quick, writeResults } from '../writeResults.mjs';

const COUNT = quick ? 1_000_000 : 50_000_000;
const FORMATS = { parquet: 'FORMAT parquet', 'csv.gz': 'FORMAT csv, HEADER, COMPRESSION gzip' };

/** @type {[keyof typeof FORMATS, Record<string, string>][]} */
const CASES = [
  ['parquet', {}],
  ['parquet', { likelihood: 'days', to: '2026-01-16' }],
  ['csv.gz', {}],
];

const rows = [];
for (const [kind, options] of CASES) {
  const file = await generateEvents(kind);
  /** @type {{ seconds: number, events: number, pairs: number, peakGb: number }} */
  const { seconds, events, pairs, peakGb } = mustRunProcess(
    nodeCommand('events/readEvents.mjs', { file, options }),
  );
  const given = Object.entries(options).map((pair) => pair.join(' '));
  rows.push([
    `${kind}, ${(statSync(file).size / 1e6).toFixed(0)} MB`,
    given.join(', ') || 'count',
    seconds.toFixed(1),
    (events / seconds / 1e6).toFixed(2),
    count(pairs),
    peakGb.toFixed(2),
  ]);
}
const head = ['file', 'likelihood', 'seconds', 'million events a second', 'pairs', 'peak memory, GB'];
writeResults(
  'events',
  `# Reading ${count(COUNT)} events

Written by \`npm run bench:events\`: \`readAccess\` of (time, user, resource) rows of 100,000 users and 50,000 resources, a month
of them, each in a process of its own. ${machineLine()}.

${markdownTable(head, rows, 2)}
`,
);

/**
 * Raw events, one a row: time, user, resource; by DuckDB, the same for a count everywhere. Pairs are drawn from a tenth as
 * many with a quadratic skew, so that the busiest come up hundreds of times; a month of them.
 * @param {keyof typeof FORMATS} kind
 * @returns {Promise<string>} the file, made if it isn't there yet
 */
async function generateEvents(kind) {
  const folder = path.join(build, 'bench', 'events');
  const file = path.join(folder, `events-${COUNT}.${kind}`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const draft = path.join(folder, `draft-${COUNT}.${kind}`);
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '4GB' });
  const connection = await instance.connect();
  // hash() gives 64 well-mixed bits; their lower and upper halves are two numbers.
  await connection.run(`COPY (
    SELECT TIMESTAMP '2026-01-01' + to_seconds(n * 2592000 // ${COUNT}) AS time,
      'user-' || lpad((hash(pair) % 100000)::VARCHAR, 6, '0') || '@example.com' AS "user",
      'resource-' || lpad((floor(((hash(pair + 1000000000) % 1000000) / 1e6) ** 2 * 50000))::BIGINT::VARCHAR, 6, '0') AS res
    FROM (
      SELECT n, floor(((hash(n) % 1000000007) / 1000000007.0) ** 2 * ${Math.ceil(COUNT / 10)})::BIGINT AS pair
      FROM range(${COUNT}) AS r(n)
    )
  ) TO '${draft.replaceAll("'", "''")}' (${FORMATS[kind]})`);
  connection.closeSync();
  renameSync(draft, file);
  return file;
}
