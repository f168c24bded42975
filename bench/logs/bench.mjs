// @ts-check
// npm run bench -- logs: logs as users have them.
import { statSync } from 'node:fs';
import { machineLine } from '../runner/machine.mjs';
import { count, markdownTable, rowsOf } from '../runner/text.mjs';
import { generateFiles, generateLines } from './generateTrail.mjs';

const RECORDS = 8;
const NAMED = { user: 'userIdentity.arn', res: 'eventName' };
const PROFILE = { profile: 'cloudtrail', duplicates: 'once' };

/** @type {import('../types.js').Bench['groups']} */
export async function* groups({ quick }) {
  const files = quick ? 400 : 4000;
  const events = quick ? 50_000 : 1_000_000;
  const many = quick ? 4000 : 100_000;
  const rounds = quick ? 1 : 3;

  const small = generateFiles(files, RECORDS);
  const smallFiles = {
    log: `${count(files)} files of ${RECORDS} records, gzip`,
    source: small,
    events: RECORDS * files,
  };
  yield {
    table: 'readings',
    rounds,
    cases: [
      {
        about: { log: smallFiles.log, what: "DuckDB's own read_json and GROUP BY" },
        script: 'peers/groupBy.mjs',
        told: { query: ownQuery(small) },
      },
      reading(smallFiles, 'user and resource by name', NAMED),
      reading(smallFiles, 'profile', PROFILE),
      reading(smallFiles, 'profile, with what was done and attempts', {
        ...PROFILE,
        details: true,
        failed: 'apart',
      }),
      {
        about: { log: smallFiles.log, what: 'readEvents, of 25 accesses' },
        script: 'ours/readEvents.mjs',
        told: { source: small, options: PROFILE, count: 25 },
      },
    ],
  };

  const lines = await generateLines(events);
  const log = `one file of JSON lines, ${(statSync(lines).size / 1e9).toFixed(1)} GB`;
  const linesFile = { log, source: lines, events };
  yield {
    table: 'readings',
    rounds,
    cases: [
      reading(linesFile, 'user and resource by name', NAMED),
      reading(linesFile, 'profile, all events', { ...PROFILE, duplicates: 'keep' }),
      reading(linesFile, 'profile, events once', PROFILE),
    ],
  };

  const manyFiles = { log: `${count(many)} files of 1 record, gzip`, source: generateFiles(many, 1) };
  yield {
    table: 'looks',
    rounds,
    cases: [linesFile, manyFiles].map(({ log, source }) => ({
      about: { log },
      script: 'ours/inspectLog.mjs',
      told: { source },
    })),
  };
}

/**
 * @param {{ log: string, source: string, events: number }} file
 * @param {string} how
 * @param {object} options of readAccess
 * @returns {import('../types.js').Case}
 */
function reading({ log, source, events }, how, options) {
  return {
    about: { log, what: `readAccess, ${how}` },
    script: 'ours/readAccess.mjs',
    told: { source, options },
    read(/** @type {{ events: number }} */ run) {
      if (run.events !== events) throw new Error(`Expected ${events} events, got ${run.events}: ${how}`);
      return run;
    },
  };
}

/** @param {string} folder */
function ownQuery(folder) {
  return `
    SELECT event.recipientAccountId AS tenant, event.userIdentity.arn AS "user",
      event.eventSource || ':' || event.eventName AS res, min(event.eventTime), max(event.eventTime), count(*) AS n
    FROM (SELECT unnest(Records) AS event FROM read_json('${folder.replaceAll("'", "''")}/**/*.json.gz'))
    GROUP BY tenant, "user", res`;
}

/**
 * @typedef {import('../types.js').Measured} Measured
 * @param {import('../types.js').Results & { readings: Measured[], looks: Measured[] }} results
 */
export function report({ readings, looks, ...results }) {
  const rows = rowsOf(readings);
  const [own] = rows;
  const { load, cores } = results.machine;
  const busy = load[0] > cores ? ', of other work that ran beside it: alone it takes less' : '';
  return `# Reading logs as users have them

Written by \`npm run bench -- logs\`: made-up events of AWS CloudTrail, each reading in a process of its own, of ${readings[0].runs.length} runs the
middle one. DuckDB's own query has the same columns (account, who, what, first and last time) and as many threads. The load
before was ${load[0].toFixed(1)}${busy}. ${machineLine(results)}.

${markdownTable(
  rows,
  {
    log: ({ log }) => log,
    what: ({ what }) => what,
    seconds: ({ seconds }) => seconds.toFixed(2),
    'x DuckDB': ({ log, seconds }) => (log === own.log ? (seconds / own.seconds).toFixed(1) : '-'),
    events: ({ events }) => events,
    accesses: ({ accesses }) => accesses,
    'peak memory, GB': ({ peakMb }) => (peakMb / 1000).toFixed(2),
  },
  2,
)}

\`inspectLog\`, which looks at some of it:

${markdownTable(rowsOf(looks), {
  log: ({ log }) => log,
  seconds: ({ seconds }) => seconds.toFixed(2),
  'files looked at': ({ looked }) => looked,
  'rows looked at': ({ rows }) => rows,
  'takes it for': ({ profile }) => profile,
  'peak memory, GB': ({ peakMb }) => (peakMb / 1000).toFixed(2),
})}
`;
}
