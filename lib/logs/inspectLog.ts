import type { Table } from 'apache-arrow';
import { checkNames } from '../checks/checkNames.js';
import { withConnection } from '../sql/withConnection.js';
import { makeColumn } from '../tables/makeColumn.js';
import { tableFromVectors } from '../tables/tableFromVectors.js';
import type { FieldTree } from './fields/FieldTree.js';
import { fieldNames, type NamedField } from './fields/fieldNames.js';
import { findFiles } from './find/findFiles.js';
import { fittingProfiles } from './inspect/detectProfile.js';
import { likeliest, type RoleScores, scoreRoles } from './inspect/fieldRoles.js';
import { sampleFiles } from './inspect/sampleFiles.js';
import type { OpenedRows } from './open/OpenedRows.js';
import { isQuery, openQuery } from './open/openQuery.js';
import type { SkippedFile } from './openFiles.js';
import { shapeOf } from './profiles/shapes.js';
import type { ReadAccessOptions } from './ReadAccessOptions.js';

/** What a log is. */
export interface LogInspection {
  /** 'JSON lines', 'CSV separated by ;', 'Parquet', ...; of several the most frequent first. */
  format: string;
  /** 'UTF-8', 'UTF-16' or 'Windows-1252'. */
  encoding: string;
  /** How many files there are, and of how many of them some rows were looked at. */
  files: { found: number; looked: number };
  /** Files that can't be logs, of those that were looked at. */
  skipped: SkippedFile[];
  /** How many rows were looked at. */
  rows: number;
  /** Whether these were all rows of all files. */
  isAll: boolean;
  /** The profile that fits best; null where none does. */
  profile: string | null;
  /** Why, in a sentence. */
  why: string;
  /** In which form the log is, where that is known: `as Microsoft Sentinel (Log Analytics) exports it`. */
  shape: string | null;
  /**
   * A row a field, nested ones too: field (its name, as options take it), filled (share of the rows), distinct (values),
   * examples (three of them), and could_be (time, user, resource, tenant, id, count, address; empty where nothing is known).
   */
  fields: Table;
  /** What `readAccess` can be called with; what isn't known is left out. */
  suggestion: Pick<ReadAccessOptions, 'profile' | 'tenant' | 'user' | 'res' | 'time' | 'count' | 'id'>;
}

/** A key of these is a sign that a document is a record itself. */
const OF_RECORDS = /time|date|user|actor|account|event|action|who|id$|name$/i;

/**
 * Looks at some rows of a log, and says what it is: format, encoding, fields, the profile that fits, and the options to read it
 * by. However large the log is, that takes a few seconds: of many files some are looked at, of large ones the beginning.
 *
 * @param source as of `readAccess`: a file, a glob, a folder or a query
 * @param options relation: the table of a database that has several
 * @throws Error where nothing is found, or nothing that can be a log
 *
 * @example
 * const log = await inspectLog('january.csv.gz');
 * console.log(log.format, log.profile, log.suggestion);
 */
export async function inspectLog(
  source: string | readonly string[],
  options: Pick<ReadAccessOptions, 'relation'> = {},
): Promise<LogInspection> {
  checkNames('options', options, ['relation']);
  const sources = typeof source === 'string' ? [source] : source;
  const queries = sources.filter(isQuery);
  return withConnection(async (connection, duckDb) => {
    const paths = sources.filter((path) => !isQuery(path));
    const found = paths.length > 0 || queries.length === 0 ? await findFiles(connection, paths) : [];
    const isAsked = (key: string) => OF_RECORDS.test(key);
    const sampled = await sampleFiles(duckDb, connection, found, { asked: { isAsked }, ...options });
    try {
      const opened: OpenedRows[] = [...sampled.opened];
      for (const [n, query] of queries.entries()) {
        opened.push(await openQuery(duckDb, connection, query, found.length + n));
      }
      if (opened.length === 0) throw noLog(paths, sampled.skipped);
      const trees: FieldTree[] = [];
      for (const rows of opened) trees.push(await rows.sample());
      const fields = mergedFields(trees);
      const rows = trees.reduce((sum, tree) => sum + tree.filled, 0);
      const fits = await fittingProfiles(connection, opened);
      const shape = shapeOf(new Set(fields.map(({ name }) => name)));
      const [best] = fits;
      const scored = fields.map((named) => ({ named, scores: scoreRoles(named) }));
      return {
        format: [...sampled.formats, ...(queries.length > 0 ? ['an SQL query'] : [])].join('; '),
        encoding: sampled.encodings.join(', ') || 'UTF-8',
        files: { found: found.length, looked: sampled.numFiles },
        skipped: sampled.skipped,
        rows,
        isAll: sampled.isAll,
        profile: best?.name ?? null,
        why:
          best === undefined
            ? 'No profile knows events like these.'
            : `${best.accesses} of ${best.rows} rows are accesses of ${best.title}${shape === null ? '' : `, ${shape}`}.`,
        shape,
        fields: fieldTable(scored, rows),
        suggestion: best === undefined ? suggestedFields(scored) : { profile: best.name },
      };
    } finally {
      await sampled.close();
    }
  });
}

function noLog(paths: readonly string[], skipped: readonly SkippedFile[]): Error {
  const listed = skipped.slice(0, 5).map(({ file, reason }) => `${file} (${reason})`);
  return new Error(`Expected an access log in ${paths.join(', ')}, got ${listed.join(', ') || 'none'}`);
}

/** The fields of several kinds of rows, those of one name as one. */
function mergedFields(trees: readonly FieldTree[]): NamedField[] {
  const byName = new Map<string, NamedField>();
  for (const named of trees.flatMap((tree) => fieldNames(tree))) {
    const known = byName.get(named.name);
    if (known === undefined) byName.set(named.name, named);
    else known.field.merge(named.field);
  }
  return [...byName.values()];
}

type Scored = readonly { named: NamedField; scores: RoleScores }[];

function suggestedFields(scored: Scored): LogInspection['suggestion'] {
  const time = likeliest(scored, 'time');
  const user = likeliest(scored, 'user');
  const res = likeliest(scored, 'resource', user === undefined ? [] : [user]);
  const tenant = likeliest(
    scored,
    'tenant',
    [user, res].filter((name) => name !== undefined),
  );
  const id = likeliest(
    scored,
    'id',
    [user, res, time].filter((name) => name !== undefined),
  );
  const count = likeliest(scored, 'count');
  const entries = Object.entries({ tenant, user, res, time, count, id });
  return Object.fromEntries(entries.filter(([, name]) => name !== undefined));
}

const EXAMPLES = 3;
const LONGEST_EXAMPLE = 60;

function fieldTable(scored: Scored, rows: number): Table {
  const columns = scored.map(({ named: { name, field }, scores }) => {
    const roles = Object.entries(scores)
      .filter(([, score]) => score > 0.4)
      .sort(([, a], [, b]) => b - a)
      .map(([role]) => role);
    const examples = [...field.values.keys()].slice(0, EXAMPLES);
    return {
      name,
      filled: rows === 0 ? 0 : Math.min(1, field.filled / rows),
      distinct: field.values.size,
      examples: examples
        .map((text) => (text.length > LONGEST_EXAMPLE ? `${text.slice(0, LONGEST_EXAMPLE)}…` : text))
        .join(' | '),
      role: roles.join(', '),
    };
  });
  return tableFromVectors([
    ['field', makeColumn.string(columns.map(({ name }) => name))],
    ['filled', makeColumn.float64(columns.map(({ filled }) => filled))],
    ['distinct', makeColumn.int32(columns.map(({ distinct }) => distinct))],
    ['examples', makeColumn.string(columns.map(({ examples }) => examples))],
    ['could_be', makeColumn.string(columns.map(({ role }) => role))],
  ]);
}
