import { sqlText } from '../../sql/sqlText.js';
import type { OpenedRows } from './OpenedRows.js';

/** How Hive writes a missing value. */
const NO_VALUE = '__HIVE_DEFAULT_PARTITION__';

/**
 * The values in the names of a path's folders, as Hive writes them:
 * `logs/account=1/day=2026-02-01/a.parquet`.
 */
export function partitionsOf(file: string): Map<string, string | null> {
  const pairs = file
    .split(/[\\/]/)
    .slice(0, -1)
    .map((folder) => /^([^=]+)=(.*)$/.exec(folder))
    .filter((pair) => pair !== null);
  return new Map(pairs.map(([, name, value]) => [decoded(name), value === NO_VALUE ? null : decoded(value)]));
}

/**
 * The value of a name in the path of a row's file, as SQL: NULL if the path doesn't have it; undefined if no
 * path has it. `numbered` are all files by their numbers.
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
