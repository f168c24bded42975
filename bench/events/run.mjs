// @ts-check
// npm run bench:events: readAccess on 50 million generated events, in processes of their own; writes RESULTS.md here.
import { statSync } from 'node:fs';
import { machineLine } from '../machine.mjs';
import { nodeCommand } from '../run/commands.mjs';
import { mustRunProcess } from '../run/runProcess.mjs';
import { count, markdownTable } from '../text.mjs';
import { quick, writeResults } from '../writeResults.mjs';
import { generateEvents } from './generateEvents.mjs';

const COUNT = quick ? 1_000_000 : 50_000_000;

/** @type {[import('./generateEvents.mjs').Pairs, import('./generateEvents.mjs').Format, Record<string, string>[]][]} */
const CASES = [
  ['few', 'parquet', [{}, { time: 'time' }, { time: 'time', likelihood: 'days', to: '2026-01-16' }]],
  ['many', 'parquet', [{}, { time: 'time' }]],
  ['few', 'csv.gz', [{ time: 'time' }]],
];

/** @typedef {{ seconds: number, events: number, pairs: number, peakGb: number }} Measured */

const rows = [];
for (const [pairs, format, optionsOfFile] of CASES) {
  const file = await generateEvents(COUNT, pairs, format);
  const size = `${format}, ${(statSync(file).size / 1e6).toFixed(0)} MB`;
  /** @type {(what: string, measured: Measured, peer?: Measured) => string[]} */
  const row = (what, { seconds, events, pairs, peakGb }, peer) => [
    size,
    what,
    seconds.toFixed(1),
    peer ? (seconds / peer.seconds).toFixed(2) : '-',
    (events / seconds / 1e6).toFixed(2),
    count(pairs),
    peakGb.toFixed(2),
  ];
  /** @type {Measured | undefined} */
  const own =
    format === 'parquet' ? mustRunProcess(nodeCommand('events/groupEvents.mjs', { file })) : undefined;
  if (own) rows.push(row("DuckDB's own GROUP BY", own, own));
  for (const options of optionsOfFile) {
    const given = Object.entries(options).map((pair) => pair.join(' '));
    rows.push(
      row(
        ['readAccess', ...given].join(', '),
        mustRunProcess(nodeCommand('events/readEvents.mjs', { file, options })),
        own,
      ),
    );
  }
}
const head = ['file', 'what', 'seconds', 'x DuckDB', 'million events a second', 'pairs', 'peak memory, GB'];
writeResults(
  'events',
  `# Reading ${count(COUNT)} events

Written by \`npm run bench:events\`: \`readAccess\` of (time, user, resource) rows of 100,000 users and 50,000 resources, a month
of them, each in a process of its own; and what DuckDB by itself takes to count the same pairs (two threads, 2 GB), whose result
isn't read. ${machineLine()}.

${markdownTable(head, rows, 2)}
`,
);
