import { sqlText } from '../../sql/sqlText.js';
import type { OpenedRows } from './OpenedRows.js';

/** How Hive writes that there is no value. */
const NO_VALUE = '__HIVE_DEFAULT_PARTITION__';

/** What the folders of a path say, as Hive names them: `logs/account=1/day=2026-02-01/a.parquet`. */
export function partitionsOf(file: string): Map<string, string | null> {
  const pairs = file
    .split(/[\\/]/)
    .slice(0, -1)
    .map((folder) => /^([^=]+)=(.*)$/.exec(folder))
    .filter((pair) => pair !== null);
  return new Map(pairs.map(([, name, value]) => [decoded(name), value === NO_VALUE ? null : decoded(value)]));
}

/**
 * What the path of a row's file says by a name, as SQL: NULL where it says nothing; undefined where no path
 * of the rows has the name. `numbered` are all files by their numbers.
 */
export function partitionSql(
  { files, file }: OpenedRows,
  name: string,
  numbered: readonly string[],
): string | undefined {
  if (!files.some((path) => partitionsOf(path).has(name))) return undefined;
  const values = numbered.map((path) => partitionsOf(path).get(name) ?? null);
  const texts = values.map((value) => (value === null ? 'NULL' : sqlText(value)));
  return `(CAST([${texts.join(', ')}] AS VARCHAR[]))[1 + ${file}]`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
