import type { DuckDb } from '../../sql/openDuckDb.js';
import type { OpenedFile } from './OpenedFile.js';

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

/** The file with its path's partitions as columns, but for those of a name that it has itself: a path overrides nothing. */
export function withPartitions(duckDb: DuckDb, opened: OpenedFile): OpenedFile {
  const partitions = partitionsOf(opened.file);
  for (const name of opened.names) partitions.delete(name);
  if (partitions.size === 0) return opened;
  const { column, json = column, number, microseconds, stored } = opened;
  const literal = (name: string) => asLiteral(duckDb, partitions.get(name) ?? null);
  return {
    ...opened,
    names: [...opened.names, ...partitions.keys()],
    column: (name) => (partitions.has(name) ? literal(name) : column(name)),
    json: (name) => (partitions.has(name) ? literal(name) : json(name)),
    number: (name) => (partitions.has(name) ? undefined : number?.(name)),
    microseconds: (name) => (partitions.has(name) ? undefined : microseconds?.(name)),
    stored: stored && { ...stored, key: (name) => (partitions.has(name) ? literal(name) : stored.key(name)) },
  };
}

/** A partition's value as SQL. */
export function asLiteral({ quotedString }: DuckDb, value: string | null): string {
  return value === null ? 'NULL::VARCHAR' : quotedString(value);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
