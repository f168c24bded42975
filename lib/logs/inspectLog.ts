import type { Table } from 'apache-arrow';
import { shownList } from '../base/text/shownList.js';
import { withConnection } from '../sql/withConnection.js';
import { checkBefore } from './checkBefore.js';
import type { FieldTree } from './fields/FieldTree.js';
import { findFiles } from './find/findFiles.js';
import { fittingProfiles, type ProfileFit } from './inspect/detectProfile.js';
import { draftProfile } from './inspect/draftProfile.js';
import { scoreField } from './inspect/fieldRoles.js';
import { fieldTable } from './inspect/fieldTable.js';
import { mergedFields } from './inspect/mergedFields.js';
import { sampleFiles } from './inspect/sampleFiles.js';
import { type SuggestedFields, suggestFields } from './inspect/suggestFields.js';
import type { OpenedRows } from './open/OpenedRows.js';
import { type SkippedFile, shownSkips } from './open/openFiles.js';
import { isQuery, openQuery } from './open/openQuery.js';
import type { Profile } from './profiles/Profile.js';
import { shapeOf } from './profiles/shapes.js';
import type { ReadAccessOptions } from './ReadAccessOptions.js';

/** What a log is. */
export interface LogInspection {
  /** What was looked at. */
  source: string | readonly string[];
  /**
   * 'JSON lines', 'CSV separated by semicolons', 'Parquet', ...; if there are several, the most frequent
   * first.
   */
  format: string;
  /** 'UTF-8', 'UTF-16' or 'Windows-1252'. */
  encoding: string;
  /** How many files there are, and in how many of them rows were looked at. */
  files: { found: number; looked: number };
  /** Files that were looked at and can't be logs. */
  skipped: SkippedFile[];
  /** How many rows were looked at. */
  rows: number;
  /** Whether these were all rows of all files. */
  isAll: boolean;
  /** The profile that fits best; null if none does. */
  profile: string | null;
  /** Why, in a sentence. */
  why: string;
  /** In which form the log is, if that is known: `as Microsoft Sentinel (Log Analytics) exports it`. */
  shape: string | null;
  /**
   * A row for each field, also nested ones: field (its name, as options take it), filled (share of the rows),
   * distinct (values), examples (three of them), and could_be (time, user, resource, tenant, id, count,
   * address, action, outcome; empty if nothing is known).
   */
  fields: Table;
  /** Options for `readAccess`; unknown ones are left out. */
  suggestion: SuggestedFields & Pick<ReadAccessOptions, 'profile'>;
  /** A first draft of a profile, for you to change; null if user, resource or time isn't known. */
  draft: Profile | null;
}

/** Such a key is a sign that a document is a record itself. */
const OF_RECORDS = /time|date|^at$|^ts$|when|user|actor|account|event|action|who|id$|name$/i;

/**
 * Looks at some rows of a log, and says what it is: format, encoding, fields, the profile that fits, and the
 * options to read it by. That takes a few seconds, however large the log is: it looks at some of many files,
 * and at the beginning of large ones.
 *
 * @param source as for `readAccess`: a file, a glob, a folder or a query
 * @param options the options of `readAccess` that the log will be read by; wrong ones are refused before
 *   anything is looked at. Only `relation` (the table of a database that has several) affects the look
 * @throws TypeError or RangeError naming an option that can't be used; Error if nothing is found, or nothing
 *   that can be a log
 *
 * @example
 * const log = await inspectLog('january.csv.gz');
 * console.log(log.format, log.profile, log.suggestion);
 */
export async function inspectLog(
  source: string | readonly string[],
  options: ReadAccessOptions = {},
): Promise<LogInspection> {
  await checkBefore(options);
  const sources = [source].flat();
  const queries = sources.filter(isQuery);
  const paths = sources.filter((path) => !queries.includes(path));
  return withConnection(async (connection, duckDb) => {
    const session = { connection, duckDb };
    const found = paths.length > 0 || queries.length === 0 ? await findFiles(connection, paths) : [];
    const asked = { isAsked: (key: string) => OF_RECORDS.test(key) };
    const sampled = await sampleFiles(session, found, asked, options.relation);
    try {
      const opened: OpenedRows[] = [...sampled.opened];
      for (const [n, query] of queries.entries()) {
        opened.push(await openQuery(session, query, found.length + n));
      }
      if (opened.length === 0) {
        throw new Error(
          `Expected an access log in ${shownList(paths)}, got ${shownSkips(sampled.skipped) || 'none'}`,
        );
      }
      const trees: FieldTree[] = [];
      for (const rows of opened) trees.push(await rows.sample());
      const rows = trees.reduce((sum, tree) => sum + tree.filled, 0);
      const fits = await fittingProfiles(connection, opened, trees);
      const named = mergedFields(opened.map(({ names }, n) => ({ tree: trees[n], names })));
      const shape = shapeOf(new Set(named.map(({ name }) => name)));
      const fields = named.map(scoreField);
      const suggested = suggestFields(fields, opened.find(({ time }) => time !== undefined)?.time);
      const [best] = fits;
      return {
        source,
        format: [...sampled.formats, ...(queries.length > 0 ? ['an SQL query'] : [])].join('; '),
        encoding: sampled.encodings.join(', ') || 'UTF-8',
        files: { found: found.length, looked: sampled.numFiles },
        skipped: sampled.skipped,
        // Fields are looked for in fewer rows than a profile's events.
        rows: Math.max(rows, best?.rows ?? 0),
        isAll: sampled.isAll && queries.length === 0 && opened.every((all, n) => areAll(all, trees[n])),
        profile: best?.name ?? null,
        why: whyOf(best, shape),
        shape,
        fields: fieldTable(fields, rows),
        suggestion: best === undefined ? suggested : { profile: best.name },
        draft: draftProfile(fields, suggested),
      };
    } finally {
      await sampled.close();
    }
  });
}

/** Whether all rows are in their sample. */
function areAll({ mostSampled = Number.POSITIVE_INFINITY }: OpenedRows, sampled: FieldTree): boolean {
  return sampled.filled < mostSampled;
}

function whyOf(best: ProfileFit | undefined, shape: string | null): string {
  if (best === undefined) return 'No profile knows events like these.';
  const { accesses, rows, title } = best;
  return `${accesses} of ${rows} rows are events of ${title}${shape === null ? '' : `, ${shape}`}.`;
}
