import type { DuckDBConnection } from '@duckdb/node-api';
import { placeLines } from '../decode/locateLines.js';
import type { LeftOutReason } from '../sources/EventSource.js';
import type { UsedTime } from './usedTime.js';

/** Why a row could not be read. */
export type UnreadableReason =
  | 'malformed line'
  | 'no tenant'
  | 'no user'
  | 'no resource'
  | 'name begins with a byte order mark'
  | 'time is not a date'
  | 'time out of range'
  | 'count is not a positive number';

/** An unreadable row. */
export interface UnreadableSample {
  reason: UnreadableReason;
  file: string;
  /** Its first line in the file, from 1; null if there are no lines (Parquet, databases, queries). */
  line: number | null;
  /** The line, or the row's values as JSON; cut to 200 characters. */
  text: string;
}

/** What happened to the rows: `rows` = `used` + `duplicates` + `unreadable` + all of `leftOut`. */
export interface RowReport {
  /** Rows found. */
  rows: number;
  /** Rows that are accesses in the table. */
  used: number;
  /** Rows of repeated events, by their ids. */
  duplicates: number;
  /** Rows that could not be read. */
  unreadable: number;
  /** The unreadable rows by reason, only reasons that occur. */
  reasons: Partial<Record<UnreadableReason, number>>;
  /** Up to three unreadable rows of each reason. */
  samples: UnreadableSample[];
  /** Rows that were read but don't count, by reason, only reasons that occur. */
  leftOut: Partial<Record<LeftOutReason, number>>;
  /** The times of the first and the last row used, without `outliers`; null without a time. */
  span: { first: Date; last: Date } | null;
  /**
   * Rows used whose times lie far from those of all others, as from a wrong clock: at most one in a hundred
   * at each end, beyond a gap of more than 30 days that is ten times as long as any other. Null if there are
   * none.
   */
  outliers: { rows: number; first: Date; last: Date } | null;
  /** If case doesn't matter: how many spellings were joined with the one that is shown. */
  joinedSpellings: { user: number; res: number };
}

/** How many rows there were in DuckDB's table of groups, and what happened to them. */
export async function rowReport(
  connection: DuckDBConnection,
  files: readonly string[],
  duplicates: number,
  time: UsedTime | null,
): Promise<Omit<RowReport, 'joinedSpellings'>> {
  const counts = await rowsOf<{
    reason: UnreadableReason | null;
    left_out: LeftOutReason | null;
    rows: number;
  }>(
    connection,
    'SELECT reason, left_out, sum(rows)::DOUBLE AS rows FROM access_groups GROUP BY ALL ORDER BY ALL',
  );
  const total = (groups: { rows: number }[]) => groups.reduce((sum, { rows }) => sum + rows, 0);
  const unreadable = counts.filter(({ reason }) => reason !== null);
  const leftOut = counts.filter(({ left_out }) => left_out !== null);
  const used = counts.find(({ reason, left_out }) => reason === null && left_out === null);
  return {
    rows: total(counts) + duplicates,
    used: used?.rows ?? 0,
    duplicates,
    unreadable: total(unreadable),
    reasons: Object.fromEntries(unreadable.map(({ reason, rows }) => [reason, rows])),
    samples: unreadable.length > 0 ? await readSamples(connection, files) : [],
    leftOut: Object.fromEntries(leftOut.map(({ left_out, rows }) => [left_out, rows])),
    span: time === null ? null : spanOf(time),
    outliers: time?.outside ? { rows: time.outside.rows, ...spanOf(time.outside) } : null,
  };
}

function spanOf({ first, last }: { first: number; last: number }): { first: Date; last: Date } {
  return { first: new Date(first / 1000), last: new Date(last / 1000) };
}

/** Up to three unreadable rows of each reason, with their lines. */
async function readSamples(
  connection: DuckDBConnection,
  files: readonly string[],
): Promise<UnreadableSample[]> {
  const found = await rowsOf<Omit<UnreadableSample, 'file'> & { file: number }>(
    connection,
    `
    SELECT reason, file, line::DOUBLE AS line, text FROM access_groups WHERE reason IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY reason ORDER BY file, line, text) <= 3
    ORDER BY reason, file, line, text`,
  );
  const samples = found.map((sample) => ({ ...sample, file: files[sample.file] }));
  await placeLines(samples);
  return samples.map((sample) => ({ ...sample, text: [...sample.text].slice(0, 200).join('') }));
}

async function rowsOf<Row>(connection: DuckDBConnection, query: string): Promise<Row[]> {
  return (await (await connection.run(query)).getRowObjects()) as Row[];
}
