// @ts-check
// npm run bench:events: readAccess on 50 million generated events, in processes of their own; writes RESULTS.md here.
import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeMachine } from '../machine.mjs';
import { generateEvents } from './generate.mjs';

const COUNT = 50_000_000;
const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '../..');
const folder = path.join(root, 'build/bench/events');

/** @type {['parquet' | 'csv.gz', object][]} */
const CASES = [
  ['parquet', {}],
  ['parquet', { likelihood: 'days', to: '2026-01-16' }],
  ['csv.gz', {}],
];

const rows = [];
for (const [kind, options] of CASES) {
  const file = await generateEvents(folder, COUNT, kind);
  const read = spawnSync(
    process.execPath,
    [path.join(here, 'readEvents.mjs'), file, JSON.stringify(options)],
    {
      encoding: 'utf8',
    },
  );
  if (read.status !== 0) throw new Error(`Expected ${file} to be read, got ${read.stderr}`);
  const { seconds, rows: events, pairs, peak } = JSON.parse(read.stdout);
  const megabytes = (statSync(file).size / 1e6).toFixed(0);
  rows.push(
    `| ${kind}, ${megabytes} MB | ${
      Object.entries(options)
        .map((pair) => pair.join(' '))
        .join(', ') || 'count'
    } | ${seconds.toFixed(1)} | ${(events / seconds / 1e6).toFixed(2)} | ${pairs.toLocaleString('en')} | ${(peak / 1000).toFixed(2)} |`,
  );
  console.log(rows.at(-1));
}
const { cpu, cores, memoryGb } = describeMachine();
writeFileSync(
  path.join(here, 'RESULTS.md'),
  `# Reading ${COUNT.toLocaleString('en')} events

Written by \`npm run bench:events\`: \`readAccess\` of (time, user, resource) rows of 100,000 users and 50,000 resources, a month
of them, each in a process of its own. ${cpu}, ${cores} cores, ${memoryGb} GB; Node ${process.version}.

| file | likelihood | seconds | million events a second | pairs | peak memory, GB |
|---|---|---:|---:|---:|---:|
${rows.join('\n')}
`,
);
