import { createHash } from 'node:crypto';
import { agreeing, fields, integerWithin, textLike } from '../base/checks/fields.js';
import type { Expectation } from '../base/checks/unexpected.js';
import { visibleText } from '../base/text/visibleText.js';
import { withRegularFile } from './regularFile.js';

/** What a folder holds: its format's name, and the version of its layout. */
export interface Format<M extends object = object> {
  name: string;
  version: number;
  /** The shape that the manifest has to have. */
  shape: Expectation<M>;
  /** Other layouts of the same program that are read, too. */
  others?: readonly Format<M>[];
}

/** A span of time in a manifest. */
export interface SavedSpan {
  /** ISO 8601. */
  first: string;
  last: string;
}

/** How many rows, or names, a file has; limited by 32-bit ids. */
export const rowCount = (least = 1): Expectation<number> => integerWithin(least, 2 ** 31 - 1);

/** A moment exactly as `Date.toISOString` writes it. */
const moment = textLike('a time as 2026-01-31T12:00:00.000Z', (text) => {
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString() === text;
});

export const savedSpan = agreeing(
  fields<SavedSpan>({ first: moment, last: moment }),
  ({ first, last }: SavedSpan) => {
    if (Date.parse(first) > Date.parse(last)) {
      throw new Error(`Expected first to be no later than last, got ${first} and ${last}`);
    }
  },
);

/**
 * The text of a manifest, with a checksum of its own.
 *
 * @throws Error naming a field that a load would refuse
 */
export function manifestText<M extends object>(
  { name, version, shape }: Format<M>,
  manifest: M,
  path: string,
): string {
  shape({ field: '', path }, manifest);
  const checksum = sha256(JSON.stringify(manifest));
  return `${JSON.stringify({ format: name, version, checksum, ...manifest }, null, 2)}\n`;
}

/** Far more than the manifest of a million tenants. */
const MOST_MANIFEST_BYTES = 2 ** 28;

/** @throws Error if it isn't a plain file, or is too large; ENOENT or a similar error if there is none */
export function readManifest(path: string): Promise<string> {
  return withRegularFile(path, (file, bytes) => {
    if (bytes <= MOST_MANIFEST_BYTES) return file.readFile('utf8');
    throw new Error(
      `Expected ${visibleText(path)} to have at most ${MOST_MANIFEST_BYTES} bytes, got ${bytes}`,
    );
  });
}

/**
 * Reads a manifest's text. A person who changes a field can also compute the checksum, so each field is
 * checked.
 *
 * @throws Error if it is of another program, of a newer version, or not as it was written; names the field
 */
export function parseManifest<M extends object>(format: Format<M>, text: string, path: string): M {
  const { name, version } = format;
  const parsed = parseObject(text);
  const shown = visibleText(path);
  if (parsed === null)
    throw new Error(`Expected ${shown} to hold a JSON object, got damaged or foreign content`);
  const { format: foundFormat, version: got, checksum, ...manifest } = parsed;
  if (foundFormat !== name) {
    throw new Error(
      `Expected ${shown} of format ${JSON.stringify(name)}, got ${brief(foundFormat)}${readerOf(foundFormat)}`,
    );
  }
  const layout = [format, ...(format.others ?? [])].find((each) => each.version === got);
  if (layout === undefined) {
    const newer = typeof got === 'number' && got > version;
    throw new Error(
      `Expected ${shown} of version ${version}, got ${brief(got)}${newer ? ': update access-anomaly to read it' : ''}`,
    );
  }
  if (checksum !== sha256(JSON.stringify(manifest))) {
    throw new Error(`Expected ${shown} as it was saved, got other content: its checksum doesn't match`);
  }
  return layout.shape({ field: '', path }, manifest);
}

/** The format named in a manifest; null if it can't be read. */
export function formatOf(text: string): string | null {
  const format = parseObject(text)?.format;
  return typeof format === 'string' ? format : null;
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'none';
  return visibleText(text.length > 80 ? `${text.slice(0, 80)}...` : text);
}

/** The class that reads a format of this program, in words. */
function readerOf(format: unknown): string {
  const readers = new Map([
    ['access-anomaly model', 'AccessAnomalyModel'],
    ['access-anomaly evidence', 'AccessEvidenceModel'],
  ]);
  const reader = readers.get(String(format));
  return reader === undefined ? '' : `: ${reader}.load reads it`;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    // A value that is nested too deep to be written again was never written by us.
    JSON.stringify(value);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
