import type { DuckDBConnection } from '@duckdb/node-api';
import type { FieldTree } from '../fields/FieldTree.js';
import { findVendorFields } from '../fields/findFields.js';
import { withoutType } from '../fields/logAnalytics.js';
import { type Path, parsePath } from '../fields/path.js';
import type { OpenedRows } from '../open/OpenedRows.js';
import type { Profile } from '../profiles/Profile.js';
import { pathsOf } from '../profiles/pathsOf.js';
import { profiles } from '../profiles/profiles.js';
import { predicateSql, valueSql } from '../profiles/valueSql.js';
import { placesOf, RowFields } from '../sources/RowFields.js';

/** How far a profile fits rows. */
export interface ProfileFit {
  name: string;
  title: string;
  /** How many rows are events of the profile, with a user, a resource and a time. */
  accesses: number;
  /** How many rows were looked at. */
  rows: number;
}

/** How many rows are looked at. */
const MOST_ROWS = 2000;

/** Fewer of a vendor's fields are no sign of it: many logs have an `actor`, an `action` and a `repo`. */
const FEWEST_FIELDS = 5;

/** Standards take over the names of others. */
const STANDARDS = ['ecs', 'ocsf'];

/**
 * How well each profile fits rows, the best first. Only those are listed that fit some rows and find many of
 * their fields. Among equally good ones, vendors come before standards.
 *
 * @param trees the fields of each kind of rows
 */
export async function fittingProfiles(
  connection: DuckDBConnection,
  opened: readonly OpenedRows[],
  trees: readonly FieldTree[],
): Promise<ProfileFit[]> {
  const known = Object.entries(profiles);
  const fits = known.map(([name, { title }]): ProfileFit => ({ name, title, accesses: 0, rows: 0 }));
  for (const [n, rows] of opened.entries()) {
    const counts = known.map(([, profile]) => knownFields(trees[n], profile));
    const most = Math.max(...counts.filter((_, k) => !STANDARDS.includes(known[k][0])));
    for (const [k, [, profile]] of known.entries()) {
      // Asking DuckDB costs more than looking for fields.
      const found =
        counts[k] >= FEWEST_FIELDS && counts[k] >= most / 2
          ? await countAccesses(connection, rows, profile)
          : { accesses: 0, rows: trees[n].filled };
      fits[k].accesses += found.accesses;
      fits[k].rows += found.rows;
    }
  }
  return fits.filter(({ accesses }) => accesses > 0).sort((a, b) => b.accesses - a.accesses);
}

/** How many of a profile's fields exist; those in another case count half. */
function knownFields(tree: FieldTree, profile: Profile): number {
  const { within } = profile;
  return pathsOf(profile).reduce((sum, path) => {
    const found = placesOf(path, within).flatMap((place) => findVendorFields(tree, parsePath(place)));
    if (found.length === 0) return sum;
    const letters = lettersIn(parsePath(path));
    return sum + (found.some((other) => lettersIn(other).endsWith(letters)) ? 1 : 0.5);
  }, 0);
}

/** The keys of a path without separators, capitals at their starts, and what Log Analytics appends. */
function lettersIn(path: Path): string {
  const keys = path.filter((step) => typeof step === 'string');
  const joined = keys.map((key) => key.slice(0, 1).toLowerCase() + key.slice(1)).join('');
  return withoutType(joined).replace(/[\s_.-]/g, '');
}

async function countAccesses(
  connection: DuckDBConnection,
  opened: OpenedRows,
  profile: Profile,
): Promise<{ accesses: number; rows: number }> {
  const fields = await RowFields.of(opened, 'all');
  const textOf = (path: string) => fields.vendorText(path, profile.within);
  const isThere = (['user', 'res', 'time'] as const).map(
    (role) => `(${valueSql(profile[role], textOf)}) IS NOT NULL`,
  );
  const isAccess = [predicateSql(profile.access, textOf), ...isThere].join(' AND ');
  const { relation } = fields;
  const found = await connection.run(
    `SELECT count(*)::DOUBLE, count(*) FILTER (${isAccess})::DOUBLE FROM (FROM ${relation} LIMIT ${MOST_ROWS})`,
  );
  const [[rows, accesses]] = await found.getRows();
  return { accesses: Number(accesses), rows: Number(rows) };
}
