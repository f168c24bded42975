import type { DuckDb } from '../../sql/openDuckDb.js';
import type { OpenedFile } from '../open/OpenedFile.js';
import type { EventSource, StoredSource } from './EventSource.js';
import { toMicroseconds } from './toMicroseconds.js';

/** Which columns to read. */
export interface LogColumns {
  tenant?: string;
  user: string;
  res: string;
  time?: string;
  count?: string;
  id?: string;
}

/** The accesses of a file by the names of its columns: an absent tenant is always `default`, an absent count always 1. */
export function columnSource({ quotedString }: DuckDb, opened: OpenedFile, columns: LogColumns): EventSource {
  const column = (name: string | undefined, constant: string) =>
    name === undefined ? quotedString(constant) : opened.column(name);
  const fields = Object.values(columns)
    .filter((name) => name !== undefined)
    .map((name) => `${quotedString(name)}: ${opened.column(name)}`);
  const { time } = columns;
  const typed = time === undefined ? undefined : opened.microseconds?.(time);
  const timeText = time === undefined || typed !== undefined ? undefined : opened.column(time);
  return {
    name: opened.file,
    relation: opened.relation,
    tenant: column(columns.tenant, 'default'),
    user: column(columns.user, ''),
    res: column(columns.res, ''),
    count: (columns.count && opened.number?.(columns.count)) ?? column(columns.count, '1'),
    time: typed ?? (timeText === undefined ? undefined : toMicroseconds(timeText)),
    timeText,
    leftOut: 'NULL',
    text: opened.line?.text ?? `to_json({${fields.join(', ')}})::VARCHAR`,
    line: opened.line?.number,
    id: columns.id === undefined ? undefined : opened.column(columns.id),
    isMalformed: opened.line?.isMalformed ?? 'false',
    hasRejects: opened.hasRejects,
    // Times that are text cost too much to be read twice.
    stored: timeText === undefined ? storedSource(opened, columns, quotedString('default')) : undefined,
  };
}

function storedSource(
  { stored }: OpenedFile,
  columns: LogColumns,
  constant: string,
): StoredSource | undefined {
  const tenant = columns.tenant === undefined ? constant : stored?.key(columns.tenant);
  const [user, res] = [stored?.key(columns.user), stored?.key(columns.res)];
  if (stored === undefined || tenant === undefined || user === undefined || res === undefined)
    return undefined;
  return { path: stored.path, layout: stored.layout, keys: { tenant, user, res } };
}
