import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../sql/openDuckDb.js';
import type { AccessReader } from './accessReader.js';
import { accessFiles, type SkippedFile } from './files/accessFiles.js';
import { isQuery, openQuery } from './open/openQuery.js';
import { isDatabase, withDatabase } from './open/withDatabase.js';
import type { ReadAccessOptions } from './ReadAccessOptions.js';
import type { EventSource } from './sources/EventSource.js';
import { guessTimeFormat } from './sources/guessTimeFormat.js';
import { nameSourceInErrors } from './sources/nameSourceInErrors.js';
import { microsecondsBy } from './sources/toMicroseconds.js';

export interface Sources {
  source: string | readonly string[];
  reader: AccessReader;
  options: Pick<ReadAccessOptions, 'relation' | 'timeFormat' | 'time' | 'profile'>;
}

/** What was visited. */
export interface Visited {
  /** The files, in order; of a database the file and table, of a query its text. */
  files: string[];
  skipped: SkippedFile[];
  /** The format that the times were read by, given or guessed; null where they were ISO 8601 or numbers. */
  timeFormat: readonly string[] | null;
}

/**
 * Opens the queries, files and databases of a source, and visits each in its turn, times read by one format in all.
 *
 * @throws TypeError or RangeError if timeFormat is none; Error and RangeError as files that can't be opened have it
 */
export async function eachSource(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  { source, reader, options }: Sources,
  visit: (event: EventSource) => Promise<void>,
): Promise<Visited> {
  const sources = typeof source === 'string' ? [source] : source;
  const files: string[] = [];
  let timeFormat = formatsOf(options);
  const visitAll = async (events: readonly EventSource[]) => {
    const names = events.map(({ name }) => name);
    if (timeFormat.length === 0) {
      timeFormat = await nameSourceInErrors(names, () => guessTimeFormat(connection, events));
    }
    for (const event of events) {
      files.push(event.name);
      const formatted = withFormats(event, timeFormat, options.timeFormat !== undefined);
      await nameSourceInErrors([event.name], () => visit(formatted));
    }
  };
  const events: EventSource[] = [];
  for (const query of sources.filter(isQuery)) {
    events.push(reader.ofRows(duckDb, await openQuery(duckDb, connection, query)));
  }
  const paths = sources.filter((path) => !isQuery(path));
  const found = paths.length > 0 || sources.length === 0 ? await accessFiles(connection, paths) : nothing;
  for (const file of found.files.filter((path) => !isDatabase(path))) {
    events.push(await nameSourceInErrors([file], () => reader.ofFile(duckDb, connection, file)));
  }
  await visitAll(events);
  for (const file of found.files.filter(isDatabase)) {
    await withDatabase(duckDb, connection, file, options.relation, (opened) =>
      visitAll([reader.ofRows(duckDb, opened)]),
    );
  }
  return { files, skipped: found.skipped, timeFormat: timeFormat.length > 0 ? timeFormat : null };
}

const nothing = { files: [], skipped: [] };

/** @throws TypeError or RangeError naming what is no format */
function formatsOf({ timeFormat, time, profile }: Sources['options']): readonly string[] {
  if (timeFormat === undefined) return [];
  const formats = typeof timeFormat === 'string' ? [timeFormat] : timeFormat;
  const wrong = formats.find((format) => typeof format !== 'string' || !format.includes('%'));
  if (formats.length === 0 || wrong !== undefined) {
    const got: unknown = formats.length === 0 ? timeFormat : wrong;
    const Wrong = typeof got === 'string' || formats.length === 0 ? RangeError : TypeError;
    throw new Wrong(`Expected timeFormat like '%d/%m/%Y %H:%M:%S', got ${JSON.stringify(got)}`);
  }
  if (time === undefined && profile === undefined) {
    throw new TypeError('Expected time to name a column for timeFormat, got none');
  }
  return formats;
}

/** A guessed format adds to what is read anyway; a given one stands alone. */
function withFormats(event: EventSource, formats: readonly string[], isGiven: boolean): EventSource {
  if (formats.length === 0 || event.time === undefined || event.timeText === undefined) return event;
  const read = microsecondsBy(formats, event.timeText);
  return { ...event, time: isGiven ? read : `coalesce(${event.time}, ${read})` };
}
