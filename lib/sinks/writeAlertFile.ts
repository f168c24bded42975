import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import type { Table } from 'apache-arrow';
import { stringify } from 'csv-stringify/sync';
import { describe } from '../base/text/describe.js';
import { nameCell } from '../base/text/nameCell.js';
import { visibleText } from '../base/text/visibleText.js';
import { replaceFile } from '../saving/replaceFile.js';
import { systemWords } from '../saving/systemWords.js';
import { writeWhole } from '../saving/writeWhole.js';
import { writeParquet } from '../sql/writeParquet.js';
import { type FindingOptions, findingsOf } from './findingsOf.js';
import { rowsAsJson } from './rowsAsJson.js';
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
  const { path, format, ...options } = await checkFile(target);
  try {
    await replaceFile(path, (draft) =>
      format === 'parquet'
        ? writeParquet(draft, alerts, '*')
        : writeWhole(draft, textOfAlerts(alerts, format, options)),
    );
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw cannotWrite(path, error);
  }
  return alerts.numRows;
}

/**
 * Checks what can be checked of a file before its alerts are there, and says its format. Nothing is made.
 *
 * @throws RangeError where the name says no format, Error where there is no folder to write into
 */
export async function checkFile(
  target: FileTarget,
): Promise<FileTarget & Required<Pick<FileTarget, 'format'>>> {
  const { path, format = formatOfName(path) } = target;
  const at = visibleText(path);
  const above = dirname(path);
  const folder = await stat(above).catch(() => null);
  if (!folder?.isDirectory()) {
    throw new Error(
      `Expected a folder to write ${at} into, got ${folder === null ? 'none' : 'a file'} at ${visibleText(above)}: make it, or name another`,
    );
  }
  const isFolder = (await stat(path).catch(() => null))?.isDirectory() ?? false;
  if (isFolder) throw new Error(`Expected to write alerts into ${at}, got a folder: name a file`);
  await access(above, constants.W_OK | constants.X_OK).catch((error) => {
    throw cannotWrite(path, error);
  });
  return { ...target, format };
}

function cannotWrite(path: string, error: unknown): Error {
  return new Error(
    `Expected to write alerts into ${visibleText(path)}, got ${visibleText(systemWords(error))}: name a file that can be written`,
    { cause: error },
  );
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
  const rows = rowsAsJson(alerts);
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
