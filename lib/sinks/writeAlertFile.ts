import { randomUUID } from 'node:crypto';
import { rename, rm, stat } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import type { Table } from 'apache-arrow';
import { stringify } from 'csv-stringify/sync';
import { describe } from '../base/text/describe.js';
import { nameCell } from '../base/text/nameCell.js';
import { visibleText } from '../base/text/visibleText.js';
import { systemWords } from '../saving/systemWords.js';
import { writeWhole } from '../saving/writeWhole.js';
import { writeParquet } from '../sql/writeParquet.js';
import { type FindingOptions, findingsOf } from './findingsOf.js';
import type { FileTarget } from './targets.js';

/** Columns with names, which verdicts are read from. */
const NAMES = ['tenant', 'user', 'res'];

/**
 * Writes alerts to a file, completely or not at all; an existing file is replaced.
 *
 * @returns how many rows were written
 * @param target a target that `checkTarget` has checked
 * @throws RangeError if the name has no known format, Error if the file can't be written, and the errors of
 *   `findingsOf`
 */
export async function writeAlertFile(alerts: Table, target: FileTarget): Promise<number> {
  const { path, format = formatOfName(target.path), ...options } = target;
  const folder = await stat(dirname(path)).catch(() => null);
  if (!folder?.isDirectory()) {
    throw new Error(
      `Expected a folder to write ${visibleText(path)} into, got ${folder === null ? 'none' : 'a file'} at ${visibleText(dirname(path))}: make it, or name another`,
    );
  }
  const draft = join(dirname(path), `.${randomUUID().slice(0, 8)}.tmp`);
  try {
    if (format === 'parquet') await writeParquet(draft, alerts, '*');
    else await writeWhole(draft, textOfAlerts(alerts, format, options));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw new Error(
      `Expected to write alerts into ${visibleText(path)}, got ${visibleText(systemWords(error))}: name a file that can be written`,
      { cause: error },
    );
  }
  return alerts.numRows;
}

function formatOfName(path: string): NonNullable<FileTarget['format']> {
  if (/\.ocsf\.(ndjson|jsonl|json)$/i.test(path)) return 'ocsf';
  const formats: Record<string, NonNullable<FileTarget['format']>> = {
    '.csv': 'csv',
    '.parquet': 'parquet',
    '.jsonl': 'jsonl',
    '.ndjson': 'jsonl',
  };
  const format = formats[extname(path).toLowerCase()];
  if (format) return format;
  throw new RangeError(
    `Expected a name that ends in .csv, .parquet, .jsonl or .ocsf.ndjson, got ${describe(path)}`,
  );
}

function textOfAlerts(alerts: Table, format: 'csv' | 'jsonl' | 'ocsf', options: FindingOptions): string {
  if (format === 'ocsf') return lines(findingsOf(alerts, options));
  const rows = Array.from({ length: alerts.numRows }, (_, row) =>
    Object.fromEntries(
      alerts.schema.fields.map((field, n) => [
        field.name,
        plain(alerts.getChildAt(n)!.get(row), String(field.type)),
      ]),
    ),
  );
  if (format === 'jsonl') return lines(rows);
  const columns = alerts.schema.fields.map(({ name }) => name);
  const string = (value: string, { column }: { column?: string | number }) =>
    NAMES.includes(String(column)) ? nameCell(value) : value;
  return stringify(rows, {
    ...{ header: true, columns, record_delimiter: '\n' },
    cast: { string },
    // For sentences; cells of `nameCell` are never formulas.
    escape_formulas: true,
  });
}

function lines(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** A value for JSON: times as ISO 8601, 64-bit integers as numbers. */
function plain(value: unknown, type: string): unknown {
  if (value === null || value === undefined) return null;
  if (type.startsWith('Timestamp') || type.startsWith('Date')) return new Date(Number(value)).toISOString();
  return typeof value === 'bigint' ? Number(value) : value;
}
