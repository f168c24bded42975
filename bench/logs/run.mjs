// @ts-check
// npm run bench:logs: logs as users have them, each read in a process of its own; writes RESULTS.md here.
import { statSync } from 'node:fs';
import os from 'node:os';
import { machineLine } from '../machine.mjs';
import { nodeCommand } from '../run/commands.mjs';
import { mustRunProcess } from '../run/runProcess.mjs';
import { count, markdownTable, median } from '../text.mjs';
import { quick, writeResults } from '../writeResults.mjs';
import { generateFiles, generateLines } from './generateTrail.mjs';

const SMALL_FILES = quick ? 400 : 4000;
const MANY_FILES = quick ? 4000 : 100_000;
const EVENTS = quick ? 50_000 : 1_000_000;
const RECORDS = 8;
const RUNS = quick ? 1 : 3;

/** @typedef {{ seconds: number, events: number, accesses: number, peakGb: number }} Measured */

const load = os.loadavg()[0];
const isBusy = load > os.cpus().length;
const small = generateFiles(SMALL_FILES, RECORDS);
const many = generateFiles(MANY_FILES, 1);
const lines = await generateLines(EVENTS);
const linesSize = `${(statSync(lines).size / 1e9).toFixed(1)} GB`;

/**
 * Of several runs the one of the middle time.
 * @template {{ seconds: number }} T
 * @param {string} script
 * @param {object} options
 * @returns {T}
 */
function measured(script, options) {
  /** @type {T[]} */
  const runs = Array.from({ length: RUNS }, () => mustRunProcess(nodeCommand(`logs/${script}`, options)));
  const middle = median(runs.map(({ seconds }) => seconds));
  return /** @type {T} */ (runs.find(({ seconds }) => seconds === middle) ?? runs[0]);
}

const smallFiles = `${count(SMALL_FILES)} files of ${RECORDS} records, gzip`;
const linesFile = `one file of JSON lines, ${linesSize}`;
/** @type {[log: string, what: string, script: string, options: object][]} */
const readings = [
  [smallFiles, "DuckDB's own read_json and GROUP BY", 'groupLog.mjs', { source: small }],
  [smallFiles, 'readAccess, user and resource by name', 'readLog.mjs', { source: small, options: named() }],
  [smallFiles, 'readAccess, profile', 'readLog.mjs', { source: small, options: trail() }],
  [linesFile, 'readAccess, user and resource by name', 'readLog.mjs', { source: lines, options: named() }],
  [linesFile, 'readAccess, profile, all events', 'readLog.mjs', { source: lines, options: trail('keep') }],
  [linesFile, 'readAccess, profile, events once', 'readLog.mjs', { source: lines, options: trail() }],
];

function named() {
  return { user: 'userIdentity.arn', res: 'eventName' };
}

function trail(duplicates = 'once') {
  return { profile: 'cloudtrail', duplicates };
}

/** @type {Measured | undefined} */
let own;
const rows = readings.map(([log, what, script, options]) => {
  /** @type {Measured} */
  const found = measured(script, options);
  own ??= found;
  const expected = log === smallFiles ? RECORDS * SMALL_FILES : EVENTS;
  if (found.events !== expected) throw new Error(`Expected ${expected} events, got ${found.events}: ${what}`);
  const beside = log === smallFiles ? (found.seconds / own.seconds).toFixed(1) : '-';
  const { seconds, events, accesses, peakGb } = found;
  return [log, what, seconds.toFixed(2), beside, count(events), count(accesses), peakGb.toFixed(2)];
});

/** @typedef {{ seconds: number, rows: number, looked: number, profile: string, peakGb: number }} Looked */

const looks = [
  [linesFile, lines],
  [`${count(MANY_FILES)} files of 1 record, gzip`, many],
].map(([log, source]) => {
  /** @type {Looked} */
  const { seconds, rows, looked, profile, peakGb } = measured('inspectLog.mjs', { source });
  return [log, seconds.toFixed(2), count(looked), count(rows), profile, peakGb.toFixed(2)];
});

writeResults(
  'logs',
  `# Reading logs as users have them

Written by \`npm run bench:logs\`: made-up events of AWS CloudTrail, each reading in a process of its own, of ${RUNS} runs the
middle one. DuckDB's own query has the same columns (account, who, what, first and last time) and as many threads. The load
before was ${load.toFixed(1)}${isBusy ? ', of other work that ran beside it: alone it takes less' : ''}. ${machineLine()}.

${markdownTable(['log', 'what', 'seconds', 'x DuckDB', 'events', 'accesses', 'peak memory, GB'], rows, 2)}

\`inspectLog\`, which looks at some of it:

${markdownTable(['log', 'seconds', 'files looked at', 'rows looked at', 'takes it for', 'peak memory, GB'], looks)}
`,
);
