import { describe } from '../base/text/describe.js';
import type { AccessReport } from './AccessReport.js';
import type { AccessReader } from './accessReader.js';
import { checkHead } from './checkHead.js';
import { findFiles } from './find/findFiles.js';
import { nameSourceInErrors } from './open/nameSourceInErrors.js';
import type { OpenedRows } from './open/OpenedRows.js';
import { openFiles } from './open/openFiles.js';
import { isQuery, openQuery } from './open/openQuery.js';
import type { Session } from './open/Session.js';
import type { ReadAccessOptions } from './ReadAccessOptions.js';
import type { EventSource } from './sources/EventSource.js';
import { guessTimeFormat } from './times/guessTimeFormat.js';
import { microsecondsBy } from './times/microsecondsBy.js';
import type { TimeFormat } from './times/TimeFormat.js';

/** What to read, and how. */
export interface Sources {
  source: string | readonly string[];
  reader: AccessReader;
  options: Pick<
    ReadAccessOptions,
    'relation' | 'timeFormat' | 'time' | 'profile' | 'partitions' | 'onProgress'
  >;
  /** Which times to look at to guess their format: see `guessTimeFormat`. */
  look: 'sample' | 'all';
}

/** Events that can be read until they are closed, and what the report says about their origin. */
interface OpenedSources extends Pick<AccessReport, 'files' | 'skipped' | 'encodings' | 'timeFormat'> {
  events: EventSource[];
  close(): Promise<void>;
}

/**
 * Opens the queries, files and databases of a source; all times are read by the same format.
 *
 * @throws TypeError or RangeError if timeFormat isn't valid; Error and RangeError if something can't be
 *   opened
 */
export async function openSources(
  session: Session,
  { source, reader, options, look }: Sources,
): Promise<OpenedSources> {
  const sources = [source].flat();
  const given = formatsOf(options);
  const queries = sources.filter(isQuery);
  const paths = sources.filter((path) => !queries.includes(path));
  const opened: OpenedRows[] = [];
  for (const [number, query] of queries.entries()) opened.push(await openQuery(session, query, number));
  const found = paths.length > 0 || queries.length === 0 ? await findFiles(session.connection, paths) : [];
  if (!options.partitions && queries.length === 0) await checkHead(session, found, reader);
  const { asked } = reader;
  const { relation, onProgress } = options;
  const logs = await openFiles(session, found, {
    ...{ asked, relation, onProgress },
    ...{ sources: paths, numbered: queries },
  });
  const { files, skipped, encodings, close } = logs;
  try {
    const events: EventSource[] = [];
    for (const rows of [...opened, ...logs.opened]) {
      events.push(await nameSourceInErrors(rows.files, () => reader.source(rows, files)));
    }
    const format = given.length > 0 ? givenFormat(given) : await guessedFormat(session, events, look);
    return {
      ...{ files, skipped, encodings, close, timeFormat: format?.shown ?? null },
      events: events.map((event) => withFormat(event, format, given.length > 0)),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function givenFormat(formats: readonly string[]): TimeFormat {
  return { shown: [...formats], sql: (text) => microsecondsBy(formats, text) };
}

function guessedFormat(
  { connection }: Session,
  events: readonly EventSource[],
  look: 'sample' | 'all',
): Promise<TimeFormat | null> {
  const texts = events.flatMap(({ files, relation, timeText }) =>
    timeText === undefined ? [] : [{ name: files[0], relation, text: timeText }],
  );
  const names = events.flatMap(({ files }) => files);
  return nameSourceInErrors(names, () => guessTimeFormat(connection, texts, look));
}

/** @throws TypeError or RangeError naming an invalid format */
export function formatsOf({
  timeFormat,
  time,
  profile,
}: Pick<ReadAccessOptions, 'timeFormat' | 'time' | 'profile'>): readonly string[] {
  if (timeFormat === undefined) return [];
  const formats = typeof timeFormat === 'string' ? [timeFormat] : timeFormat;
  const wrong = formats.find((format) => typeof format !== 'string' || !format.includes('%'));
  if (formats.length === 0 || wrong !== undefined) {
    const got: unknown = formats.length === 0 ? timeFormat : wrong;
    const Wrong = typeof got === 'string' || formats.length === 0 ? RangeError : TypeError;
    throw new Wrong(`Expected timeFormat like '%d/%m/%Y %H:%M:%S', got ${describe(got)}`);
  }
  if (time === undefined && profile === undefined) {
    throw new TypeError('Expected time to name a column for timeFormat, got no time');
  }
  return formats;
}

/** A guessed format is tried after the usual ones; a given one is the only one. */
function withFormat(event: EventSource, format: TimeFormat | null, isGiven: boolean): EventSource {
  if (format === null || event.time === undefined || event.timeText === undefined) return event;
  const read = format.sql(event.timeText);
  return { ...event, time: isGiven ? read : `coalesce(${event.time}, ${read})` };
}
