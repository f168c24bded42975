// @ts-check
// npm run bench -- events: readAccess on 50 million generated events.
import { statSync } from 'node:fs';
import { machineLine } from '../runner/machine.mjs';
import { count, markdownTable, rowsOf } from '../runner/text.mjs';
import { generateEvents } from './generateEvents.mjs';

/**
 * @typedef {import('./generateEvents.mjs').Format} Format
 * @typedef {import('./generateEvents.mjs').Pairs} Pairs
 * @type {[Pairs, Format, Record<string, string>[]][]}
 */
const FILES = [
  ['few', 'parquet', [{}, { time: 'time' }, { time: 'time', likelihood: 'days', to: '2026-01-16' }]],
  ['many', 'parquet', [{}, { time: 'time' }]],
  ['few', 'csv.gz', [{ time: 'time' }]],
];
const DUCKDB = "DuckDB's own GROUP BY";

const countOf = (/** @type {boolean} */ quick) => (quick ? 1_000_000 : 50_000_000);

/** @type {import('../types.js').Bench['groups']} */
export async function* groups({ quick }) {
  for (const [pairs, format, optionsOfFile] of FILES) {
    const source = await generateEvents(countOf(quick), pairs, format);
    const about = { file: `${format}, ${(statSync(source).size / 1e6).toFixed(0)} MB`, pairs };
    const query = `SELECT "user", res, count(*) AS n FROM '${source.replaceAll("'", "''")}' GROUP BY "user", res`;
    const own = { about: { ...about, what: DUCKDB }, script: 'peers/groupBy.mjs', told: { query } };
    const readings = optionsOfFile.map((options) => ({
      about: {
        ...about,
        what: ['readAccess', ...Object.entries(options).map((pair) => pair.join(' '))].join(', '),
      },
      script: 'ours/readAccess.mjs',
      told: { source, options: { user: 'user', res: 'res', ...options } },
    }));
    yield { table: 'readings', cases: format === 'parquet' ? [own, ...readings] : readings };
  }
}

/** @param {import('../types.js').Results & { readings: import('../types.js').Measured[] }} results */
export function report({ readings, ...results }) {
  const rows = rowsOf(readings);
  const own = new Map(
    rows.filter(({ what }) => what === DUCKDB).map((row) => [row.file + row.pairs, row.seconds]),
  );
  return `# Reading ${count(countOf(results.quick))} events

Written by \`npm run bench -- events\`: \`readAccess\` of (time, user, resource) rows of 100,000 users and 50,000 resources, a month
of them, each in a process of its own; and what DuckDB by itself takes to count the same pairs (two threads, 2 GB), whose result
isn't read. ${machineLine(results)}.

${markdownTable(
  rows,
  {
    file: ({ file }) => file,
    what: ({ what }) => what,
    seconds: ({ seconds }) => seconds.toFixed(1),
    'x DuckDB': ({ file, pairs, seconds }) => {
      const peer = own.get(file + pairs);
      return peer ? (seconds / peer).toFixed(2) : '-';
    },
    'million events a second': ({ events, seconds }) => (events / seconds / 1e6).toFixed(2),
    pairs: ({ accesses }) => accesses,
    'peak memory, GB': ({ peakMb }) => (peakMb / 1000).toFixed(2),
  },
  2,
)}
`;
}
