import { FieldSql } from '../../../lib/logs/fields/FieldSql.js';
import { FieldTree } from '../../../lib/logs/fields/FieldTree.js';
import { findVendorFields } from '../../../lib/logs/fields/findFields.js';
import type { Json } from '../../../lib/logs/fields/json.js';
import { parsePath } from '../../../lib/logs/fields/path.js';
import { filled } from '../../../lib/logs/names/noName.js';
import { kindSql } from '../../../lib/logs/profiles/kindSql.js';
import type { Profile } from '../../../lib/logs/profiles/Profile.js';
import { pathsOf } from '../../../lib/logs/profiles/pathsOf.js';
import { predicateSql, valueSql } from '../../../lib/logs/profiles/valueSql.js';
import { withConnection } from '../../../lib/sql/withConnection.js';

/** A profile's result for an event. */
export interface Read {
  access: boolean;
  failed: boolean;
  kind: string;
  tenant: string | null;
  user: string | null;
  res: string | null;
  time: string | null;
  id: string | null;
  context: Record<string, string | null>;
}

/** A profile's results for records, in SQL of DuckDB. */
export async function readSample(profile: Profile, records: readonly Json[]): Promise<Read[]> {
  const fields = new FieldSql({ relation: `(${rows(records)})`, json: 'json' });
  const texts = textsOf(profile, FieldTree.of(records), fields);
  const paths = [...texts.keys()];
  const textOf = (path: string) => (texts.has(path) ? `p${paths.indexOf(path)}` : 'NULL');
  const context = Object.entries(profile.context ?? {});
  const { access, failed, tenant = [], user, res, time, id = [] } = profile;
  const columns = [
    ...[access, failed ?? { not: access }].map((predicate) => predicateSql(predicate, textOf)),
    kindSql(profile, textOf),
    ...[tenant, user, res, time, id].map((value) => valueSql(value, textOf)),
    ...context.map(([, value]) => valueSql(value, textOf)),
  ];
  const read = [...texts.values()].map((text, i) => `${text} AS p${i}`).join(', ');
  const sql = `SELECT ${columns.map((column, i) => `${column} AS c${i}`).join(', ')}
    FROM (SELECT n, ${read} FROM ${fields.relation}) ORDER BY n`;
  return withConnection(async (connection) => {
    const reader = await connection.runAndReadAll(sql);
    return reader.getRowsJS().map((row) => {
      const [isAccess, isFailed, kind, ...values] = row as [boolean, boolean, string, ...(string | null)[]];
      const names = ['tenant', 'user', 'res', 'time', 'id'];
      return {
        access: isAccess,
        failed: failed !== undefined && isFailed,
        kind,
        ...Object.fromEntries(names.map((name, i) => [name, values[i]])),
        context: Object.fromEntries(context.map(([name], i) => [name, values[names.length + i]])),
      } as Read;
    });
  });
}

/** What becomes accesses: `user | resource`, those left out by why, in the order of the records. */
export async function accesses(profile: Profile, records: readonly Json[]): Promise<string[]> {
  const all = await readSample(profile, records);
  return all.map(({ access, failed, kind, user, res }) => {
    if (!access) return 'other event';
    if (failed) return 'failed';
    return kind === 'person' ? `${user} | ${res}` : kind;
  });
}

/**
 * The SQL of the fields that a profile's paths stand for: in each place of `within` first, then in the record
 * itself.
 */
function textsOf(profile: Profile, tree: FieldTree, fields: FieldSql): Map<string, string> {
  const places = [...(profile.within ?? []).map(parsePath), []];
  const texts = new Map<string, string>();
  for (const path of pathsOf(profile)) {
    const found = places.flatMap((place) => findVendorFields(tree, [...place, ...parsePath(path)]));
    const all = found.map((each) => filled(fields.text(each, tree)));
    if (all.length > 0) texts.set(path, `coalesce(${all.join(', ')})`);
  }
  return texts;
}

function rows(records: readonly Json[]): string {
  const texts = records.map((record) => `'${JSON.stringify(record).replaceAll("'", "''")}'`);
  return `SELECT unnest([${texts.join(', ')}]) AS json, unnest(range(${records.length})) AS n`;
}
