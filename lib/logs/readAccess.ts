import type { Table } from 'apache-arrow';
import { shownList } from '../base/text/shownList.js';
import { withConnection } from '../sql/withConnection.js';
import type { AccessReport } from './AccessReport.js';
import { type AccessReader, accessReader } from './accessReader.js';
import { checkUsable } from './checkUsable.js';
import { namesIn } from './fields/fieldNames.js';
import { AccessGroups } from './group/AccessGroups.js';
import { rowOptionsOf } from './group/judgedRows.js';
import type { RowReport } from './group/rowReport.js';
import { nameSourceInErrors } from './open/nameSourceInErrors.js';
import type { SkippedFile } from './open/openFiles.js';
import { openSources } from './openSources.js';
import { shapeOf } from './profiles/shapes.js';
import type { LikelihoodKind, ReadAccessOptions } from './ReadAccessOptions.js';

/**
 * Reads who accessed what from logs. The format is recognised by a file's content, whatever its name: CSV
 * with a header (by comma, tab, semicolon or bar), JSON (lines, lists, documents that wrap a list), Zeek's
 * TSV, the W3C extended log format, Parquet, all text also in gzip or zstd; or it is a table of a DuckDB
 * database, or an SQL query that DuckDB runs (`SELECT ...`). DuckDB reads and groups them, using the disk if
 * necessary, so that only the result has to fit into memory here.
 *
 * The table has a row for each tenant, user and resource, sorted by these: tenant, user, res
 * (dictionary-encoded Utf8), with `by`, `hours` and `context` also day (DateDay), hour (Int32) and a column
 * for each context (dictionary-encoded Utf8, null if an event doesn't say it), and likelihood (Float64). A
 * number as a name becomes its text. A row is unreadable, and reported, if its line is malformed, a name is
 * missing, stands for none (`-`, `null`, `N/A`, ...), is an object or a list, or begins with a byte order
 * mark, its time can't be read or is before 1990 or after 2100, or its count is not a positive number (from
 * 1e-24 to 1e24).
 *
 * Events with the same id count once, even in different files.
 *
 * With `failed: 'apart'`, `failures` is a table of the same columns: the attempts that failed according to
 * the profile, if they can be read and would otherwise be accesses. It may be empty. Without that option it
 * is null.
 *
 * In a folder or a glob, empty and broken files, and those that aren't logs, are skipped and named in the
 * report; a file that you name yourself must be intact.
 *
 * @param source a file, a glob (`logs/*.csv.gz`), a folder (the logs in it and below), a query, or several
 * @throws TypeError or RangeError naming an option that can't be used; RangeError if a file lacks one of the
 *   fields (the error lists those it has, the nearest first) or has a column of that name twice
 * @throws Error if nothing is found at the source, or if a file is of another kind or broken (names it); or
 *   if there are rows and none is an access (rows that are only outside of the time don't count as such): it
 *   says why, and what the log looks like
 *
 * @example
 * const january = { user: 'account', res: 'share', count: 'n' };
 * const { table, report } = await readAccess('january.csv.gz', january);
 * const aws = await readAccess('AWSLogs/', { profile: 'cloudtrail', from: '2023-07-10', to: '2023-07-11' });
 * console.log(report.rows, aws.report.span);
 */
export async function readAccess(
  source: string | readonly string[],
  options: ReadAccessOptions = {},
): Promise<{ table: Table; report: AccessReport; failures: Table | null }> {
  const reader = await accessReader(options);
  const first = await read(source, options, reader, 'sample');
  const { table, report, failures, trees } = first.hasWrittenTimes
    ? await read(source, options, reader, 'all')
    : first;
  // A log with only failed attempts still has something to show.
  if (failures === null || failures.numRows === 0) await checkUsable(source, report, reader, trees);
  return { table, report, failures };
}

/** @param look which times to look at to guess their format */
async function read(
  source: string | readonly string[],
  options: ReadAccessOptions,
  reader: AccessReader,
  look: 'sample' | 'all',
) {
  const { likelihood = 'count', times = false, hours = false, by, duplicates = 'once' } = options;
  return withConnection(async (connection, duckDb) => {
    const groups = await AccessGroups.create(connection, {
      ...rowOptionsOf(options),
      likelihood: likelihood as LikelihoodKind,
      ...{ times, hours, byDay: by === 'day', folded: reader.folded, details: reader.details },
      contexts: [...reader.contexts, ...reader.details],
      isFailedApart: options.failed === 'apart',
      isOnce: duplicates === 'once',
    });
    const sources = { source, reader, options, look };
    const { events, close, ...opened } = await openSources({ connection, duckDb }, sources);
    try {
      for (const event of events) {
        await nameSourceInErrors(event.files, () => groups.add(event), event.probe);
      }
      await groups.settle();
    } finally {
      await close();
    }
    const table = await groups.table();
    const failures = await groups.failures();
    const counted = await groups.report(opened.files);
    const trees = events.map(({ tree }) => tree);
    const report: AccessReport = {
      ...{ ...opened, ...counted },
      profile: reader.profile?.name ?? null,
      shape: shapeOf(namesIn(trees)),
      warning: warningOf(counted, opened.skipped),
    };
    const mayHaveWrittenTimes =
      look === 'sample' && opened.timeFormat === null && report.reasons['time is not a date'];
    return {
      table,
      report,
      failures,
      trees,
      hasWrittenTimes: mayHaveWrittenTimes ? await groups.hasWrittenTimes() : false,
    };
  });
}

/** Above this share of unreadable rows the log is probably not what it was taken for. */
const LARGEST_SHARE = 0.05;

/** Skipped files that may well be logs. */
const MAY_BE_LOGS = /^a broken|can't be|^an? (?:Excel|Windows|zip|SQLite)/;

function warningOf(
  { rows, used, unreadable, reasons, leftOut }: RowReport,
  skipped: readonly SkippedFile[],
): string | null {
  const warnings: string[] = [];
  if (unreadable > LARGEST_SHARE * rows) {
    const share = ((100 * unreadable) / rows).toFixed(1);
    warnings.push(
      `${share} % of the rows could not be read (${listed(reasons)}). The results leave them out. Look at the samples, and at the names of the columns.`,
    );
  }
  if (rows > 0 && used === 0) {
    warnings.push(`Not one row is left (${listed(leftOut)}).`);
  }
  const broken = skipped.filter(({ reason }) => MAY_BE_LOGS.test(reason));
  if (broken.length > 0) {
    const files = broken.map(({ file, reason }) => `${file} (${reason})`);
    warnings.push(`Not read: ${shownList(files, String)}.`);
  }
  return warnings.length > 0 ? warnings.join(' ') : null;
}

function listed(counts: Readonly<Record<string, number>>): string {
  const each = Object.entries(counts).map(([reason, count]) => `${reason}: ${count.toLocaleString('en-US')}`);
  return each.join('; ');
}
