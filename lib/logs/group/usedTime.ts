import type { DuckDBConnection } from '@duckdb/node-api';
import { hasFarGap, type MainRange, mainRange } from '../../base/numbers/mainRange.js';
import { USED } from './judgedRows.js';
import { DAY, dayOf } from './sums.js';

/** The day of a group's first and of its last row, as SQL. */
const [FIRST_DAY, LAST_DAY] = ['first', 'last'].map(dayOf);

/** The time of the used rows. */
export interface UsedTime {
  /** The first and the last row that isn't far from all others; microseconds since 1970 UTC. */
  first: number;
  last: number;
  /** Rows far from all others: how many, and from when to when. */
  outside: { rows: number; first: number; last: number } | null;
}

interface UsedDay {
  day: number;
  rows: number;
  first: number;
  last: number;
}

/**
 * The time of the used rows: see `mainRange`. Groups that cover several days say little about it: if their
 * first and last days leave a wide gap, the rows themselves are looked at again.
 *
 * @param relations all judged rows, as SQL
 * @returns null if no row has a time
 */
export async function usedTime(
  connection: DuckDBConnection,
  relations: readonly string[],
): Promise<UsedTime | null> {
  const daysFrom = async (relation: string, ends: string, day: string) => {
    const found = await connection.run(`SELECT (${day})::DOUBLE AS day, ${ends} FROM ${relation}
      WHERE ${USED} AND ${day} IS NOT NULL GROUP BY ${day}`);
    return (await found.getRowObjects()) as unknown as UsedDay[];
  };
  const inGroups = (rows: string, day: string) =>
    daysFrom('access_groups', `${rows} AS rows, min(first)::DOUBLE AS first, max(last)::DOUBLE AS last`, day);
  const days = await inGroups('sum(rows)::DOUBLE', FIRST_DAY);
  const ofSeveral = await inGroups(`count(*) FILTER (${FIRST_DAY} <> ${LAST_DAY})::DOUBLE`, LAST_DAY);
  if (days.length === 0) return null;
  const isOfSeveral = ofSeveral.some(({ rows }) => rows > 0);
  if (!isOfSeveral) return timeOf(days, mainRange(rowsOf(days))!);
  if (!hasFarGap([...days, ...ofSeveral].map(({ day }) => day))) return timeOf([...days, ...ofSeveral], null);
  const ends = 'count(*)::DOUBLE AS rows, min(moment)::DOUBLE AS first, max(moment)::DOUBLE AS last';
  const ofRows: UsedDay[] = [];
  for (const relation of relations) ofRows.push(...(await daysFrom(relation, ends, DAY)));
  return timeOf(ofRows, mainRange(rowsOf(ofRows))!);
}

function rowsOf(days: readonly UsedDay[]): Map<number, number> {
  const rows = new Map<number, number>();
  for (const { day, rows: own } of days) rows.set(day, (rows.get(day) ?? 0) + own);
  return rows;
}

/** @param range null: all days are in it */
function timeOf(days: readonly UsedDay[], range: MainRange | null): UsedTime {
  const isInside = ({ day }: UsedDay) => range === null || (day >= range.first && day <= range.last);
  const endsOf = (some: readonly UsedDay[]) => ({
    first: some.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY),
    last: some.reduce((most, { last }) => Math.max(most, last), Number.NEGATIVE_INFINITY),
  });
  const outside = days.filter((day) => !isInside(day));
  return {
    ...endsOf(days.filter(isInside)),
    outside: outside.length === 0 ? null : { rows: range!.outside!.rows, ...endsOf(outside) },
  };
}
