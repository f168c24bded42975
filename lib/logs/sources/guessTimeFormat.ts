import type { DuckDBConnection } from '@duckdb/node-api';
import { visibleText } from '../../text/visibleText.js';
import { dropRejects } from '../open/dropRejects.js';
import type { EventSource } from './EventSource.js';
import { microsecondsBy, toMicroseconds } from './toMicroseconds.js';

const CLOCKS = [
  ' %H:%M:%S',
  ' %H:%M:%S.%f',
  ' %H:%M',
  ' %I:%M:%S %p',
  ' %I:%M %p',
  ', %H:%M:%S',
  'T%H:%M:%S',
  '',
];
const DAYS = [
  '%d/%m/%Y',
  '%m/%d/%Y',
  '%d.%m.%Y',
  '%d-%m-%Y',
  '%m-%d-%Y',
  '%d %b %Y',
  '%d-%b-%Y',
  '%b %d %Y',
  '%b %d, %Y',
];

/** What logs are written in that isn't ISO 8601: day or month first with each clock, and a few that are whole by themselves. */
const FORMATS = [
  ...DAYS.flatMap((day) => CLOCKS.map((clock) => `${day}${clock}`)),
  '%d/%b/%Y:%H:%M:%S %z',
  '%a, %d %b %Y %H:%M:%S %z',
  '%a %b %d %H:%M:%S %Y',
  '%Y%m%d%H%M%S',
  '%Y%m%d %H%M%S',
];

/** So many rows of each source show whether a guess is needed. */
const SAMPLE = 1000;

/**
 * The format of times that are neither ISO 8601 nor numbers, by all of their values: the one that reads the most. Empty
 * where at least half of a sample needs none, or none helps.
 *
 * @throws Error where two formats read them all and differ, as day and month first do while no day is above 12
 */
export async function guessTimeFormat(
  connection: DuckDBConnection,
  sources: readonly EventSource[],
): Promise<string[]> {
  const texts = sources.filter(({ timeText }) => timeText !== undefined);
  const odd: EventSource[] = [];
  for (const source of texts) if (await needsFormat(connection, source)) odd.push(source);
  if (odd.length === 0) return [];

  const counts = new Float64Array(FORMATS.length);
  for (const source of odd) {
    const read = FORMATS.map((format) => `count(${microsecondsBy([format], 'text')})`);
    const [row] = await rows(connection, source, `SELECT ${read.join(', ')} FROM $texts`);
    row.forEach((count, n) => {
      counts[n] += count;
    });
  }
  const most = Math.max(...counts);
  if (most === 0) return [];
  const best = FORMATS.filter((_, n) => counts[n] === most);
  if (best.length > 1 && (await differ(connection, odd, best[0], best[1]))) {
    throw new Error(
      `Expected timeFormat, since the times in ${odd.map(({ name }) => visibleText(name)).join(', ')} are ` +
        `${best.map((format) => JSON.stringify(format)).join(' or ')} alike: say which`,
    );
  }
  return [best[0]];
}

async function needsFormat(connection: DuckDBConnection, source: EventSource): Promise<boolean> {
  const [[all, read]] = await rows(
    connection,
    source,
    `SELECT count(text), count(${toMicroseconds('text')}) FROM (FROM $texts LIMIT ${SAMPLE})`,
  );
  return all > 0 && read < all / 2;
}

async function differ(
  connection: DuckDBConnection,
  sources: readonly EventSource[],
  one: string,
  other: string,
): Promise<boolean> {
  for (const source of sources) {
    const [[differing]] = await rows(
      connection,
      source,
      `SELECT count(*) FROM $texts WHERE ${microsecondsBy([one], 'text')} <> ${microsecondsBy([other], 'text')}`,
    );
    if (differing > 0) return true;
  }
  return false;
}

/** A query over the source's times, `$texts`: those that aren't empty. */
async function rows(connection: DuckDBConnection, source: EventSource, query: string): Promise<number[][]> {
  const texts = `(SELECT text FROM (SELECT ${source.timeText} AS text FROM ${source.relation}) WHERE text <> '')`;
  const result = await (await connection.run(query.replace('$texts', () => texts))).getRows();
  if (source.hasRejects) await dropRejects(connection);
  return result.map((row) => row.map(Number));
}
