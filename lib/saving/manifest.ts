import { createHash } from 'node:crypto';

/** What a folder holds: the program's name for it, and the version of its layout. */
export interface Format {
  name: string;
  version: number;
}

/** A file beside a manifest, byte for byte. */
export interface FileRecord {
  name: string;
  bytes: number;
  sha256: string;
}

/** The text of a manifest, under a checksum of its own. */
export function manifestText({ name, version }: Format, manifest: object): string {
  const checksum = sha256(JSON.stringify(manifest));
  return `${JSON.stringify({ format: name, version, checksum, ...manifest }, null, 2)}\n`;
}

/**
 * Reads a manifest's text.
 *
 * @param path of the manifest, for errors
 * @throws Error if it is of another program, of a newer version, or not as it was written
 */
export function parseManifest<T extends object>({ name, version }: Format, text: string, path: string): T {
  const parsed = parseObject(text);
  if (parsed === null)
    throw new Error(`Expected ${path} to hold a JSON object, got damaged or foreign content`);
  const { format, version: got, checksum, ...manifest } = parsed;
  if (format !== name) {
    throw new Error(
      `Expected ${path} of format ${JSON.stringify(name)}, got ${JSON.stringify(format) ?? 'none'}${readerOf(format)}`,
    );
  }
  if (got !== version) {
    const newer = typeof got === 'number' && got > version;
    throw new Error(
      `Expected ${path} of version ${version}, got ${JSON.stringify(got)}${newer ? ': update access-anomaly to read it' : ''}`,
    );
  }
  if (checksum !== sha256(JSON.stringify(manifest))) {
    throw new Error(`Expected ${path} as it was saved, got other content: its checksum doesn't match`);
  }
  // What its checksum vouches for was written by manifestText.
  return manifest as T;
}

/** The format that a manifest says; null where it is none that can be read. */
export function formatOf(text: string): string | null {
  const format = parseObject(text)?.format;
  return typeof format === 'string' ? format : null;
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Which class reads a format of this program, in words. */
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
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
