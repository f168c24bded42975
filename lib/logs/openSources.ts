import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../sql/openDuckDb.js';
import type { AccessReader } from './accessReader.js';
import { findFiles } from './find/findFiles.js';
import { nameSourceInErrors } from './open/nameSourceInErrors.js';
import { openDatabase } from './open/openDatabase.js';
import { isQuery, openQuery } from './open/openQuery.js';
import { openFiles, type SkippedFile } from './openFiles.js';
import type { ReadAccessOptions } from './ReadAccessOptions.js';
import type { EventSource } from './sources/EventSource.js';
import { guessTimeFormat } from './times/guessTimeFormat.js';
import { microsecondsBy } from './times/microsecondsBy.js';
import type { TimeFormat } from './times/TimeFormat.js';

export interface Sources {
  source: string | readonly string[];
  reader: AccessReader;
  options: Pick<ReadAccessOptions, 'relation' | 'timeFormat' | 'time' | 'profile' | 'onProgress'>;
  /** At which times to look for the format that they are written in: see `guessTimeFormat`. */
  look: 'sample' | 'all';
}

/** What was opened, filled as the sources are gone through. */
export interface Visited {
  /** The files, by their numbers; of a database the file and table, of a query its text. */
  files: string[];
  skipped: SkippedFile[];
  /** The formats that the times were read by, given or guessed; null where they were ISO 8601 or numbers. */
  timeFormat: readonly string[] | null;
  encodings: Record<string, number>;
}

/**
 * Opens the queries, files and databases of a source, one after the other, times read by one format in all.
 *
 * @param visited is filled on the way
 * @throws TypeError or RangeError if timeFormat is none; Error and RangeError as files that can't be opened
 *   have it
 */
export async function* openSources(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  { source, reader, options, look }: Sources,
  visited: Visited,
): AsyncGenerator<EventSource> {
  const sources = typeof source === 'string' ? [source] : source;
  const given = formatsOf(options);
  let format: TimeFormat | null =
    given.length === 0 ? null : { shown: [...given], sql: (text) => microsecondsBy(given, text) };
  const readTimes = async (events: readonly EventSource[]): Promise<EventSource[]> => {
    if (format === null) {
      const texts = events.flatMap(({ files, relation, timeText }) =>
        timeText === undefined ? [] : [{ name: files[0], relation, text: timeText }],
      );
      const names = events.flatMap(({ files }) => files);
      format = await nameSourceInErrors(names, () => guessTimeFormat(connection, texts, look));
    }
    visited.timeFormat = format?.shown ?? null;
    return events.map((event) => withFormat(event, format, given.length > 0));
  };
  const events: EventSource[] = [];
  const paths = sources.filter((path) => !isQuery(path));
  for (const query of sources.filter(isQuery)) {
    const number = visited.files.push(query) - 1;
    events.push(await reader.source(await openQuery(duckDb, connection, query, number), visited.files));
  }
  const found = paths.length > 0 || sources.length === 0 ? await findFiles(connection, paths) : [];
  const opened = await openFiles(duckDb, connection, found, {
    ...{ asked: reader.asked, sources: paths, onProgress: options.onProgress },
    firstNumber: visited.files.length,
  });
  try {
    visited.files.push(...opened.files);
    visited.skipped = opened.skipped;
    visited.encodings = opened.encodings;
    for (const rows of opened.opened) {
      events.push(await nameSourceInErrors(rows.files, () => reader.source(rows, visited.files)));
    }
    yield* await readTimes(events);
    for (const database of opened.databases) {
      const attached = await openDatabase(duckDb, connection, database, options.relation);
      try {
        visited.files[database.number] = attached.opened.files[0];
        yield* await readTimes([await reader.source(attached.opened, visited.files)]);
      } finally {
        await attached.close();
      }
    }
  } finally {
    await opened.close();
  }
}

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
function withFormat(event: EventSource, format: TimeFormat | null, isGiven: boolean): EventSource {
  if (format === null || event.time === undefined || event.timeText === undefined) return event;
  const read = format.sql(event.timeText);
  return { ...event, time: isGiven ? read : `coalesce(${event.time}, ${read})` };
}
