import type { DuckDBConnection } from '@duckdb/node-api';
import type { OpenedRows } from '../open/OpenedRows.js';
import { predicateSql, valueSql } from '../profiles/compile.js';
import type { Profile } from '../profiles/Profile.js';
import { profiles } from '../profiles/profiles.js';
import { RowFields } from '../sources/RowFields.js';

/** How far a profile fits rows. */
export interface ProfileFit {
  name: string;
  title: string;
  /** How many rows are events that the profile knows, with a user, a resource and a time. */
  accesses: number;
  /** How many rows were looked at. */
  rows: number;
}

/** So many rows are looked at. */
const MOST_ROWS = 2000;

/**
 * How far each profile fits rows, the best one first; only those that fit some. Of equally good ones the vendors' come before
 * standards.
 */
export async function fittingProfiles(
  connection: DuckDBConnection,
  opened: readonly OpenedRows[],
): Promise<ProfileFit[]> {
  const fits: ProfileFit[] = [];
  for (const [name, profile] of Object.entries(profiles)) {
    const fit: ProfileFit = { name, title: profile.title, accesses: 0, rows: 0 };
    for (const rows of opened) {
      const counts = await countAccesses(connection, rows, profile);
      fit.accesses += counts.accesses;
      fit.rows += counts.rows;
    }
    if (fit.accesses > 0) fits.push(fit);
  }
  return fits.sort((a, b) => b.accesses - a.accesses);
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
