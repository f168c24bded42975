import { createHash } from 'node:crypto';
import type { ColumnNames, LikelihoodRange, TrainingParams } from '../ModelState.js';

/** The manifest of a saved model: what it is, and which files, byte for byte, hold the rest. */
export interface Manifest {
  columns: ColumnNames;
  rank: number;
  iterations: number | null;
  /** Null where the model came from SynapseML, which doesn't keep them. */
  training: {
    params: TrainingParams;
    likelihoods: ({ tenant: string } & LikelihoodRange)[];
    /** ISO 8601. */
    span: { first: string; last: string } | null;
  } | null;
  counts: { tenants: number; users: number; resources: number; history: number | null };
  files: { users: FileRecord; resources: FileRecord; history: FileRecord | null };
}

export interface FileRecord {
  name: string;
  bytes: number;
  sha256: string;
}

const FORMAT = 'access-anomaly model';
const VERSION = 1;

/** The text of a manifest, under a checksum of its own. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, checksum: sha256(JSON.stringify(manifest)), ...manifest }, null, 2)}\n`;
}

/**
 * Reads a manifest's text.
 *
 * @param path of the manifest, for errors
 * @throws Error if it is of another program, of a newer version, or not as it was written
 */
export function parseManifest(text: string, path: string): Manifest {
  const parsed = parseObject(text);
  if (parsed === null)
    throw new Error(`Expected ${path} to hold a JSON object, got damaged or foreign content`);
  const { format, version, checksum, ...manifest } = parsed;
  if (format !== FORMAT) {
    throw new Error(
      `Expected ${path} of format ${JSON.stringify(FORMAT)}, got ${JSON.stringify(format) ?? 'none'}`,
    );
  }
  if (version !== VERSION) {
    const newer = typeof version === 'number' && version > VERSION;
    throw new Error(
      `Expected ${path} of version ${VERSION}, got ${JSON.stringify(version)}${newer ? ': update access-anomaly to read it' : ''}`,
    );
  }
  if (checksum !== sha256(JSON.stringify(manifest))) {
    throw new Error(`Expected ${path} as it was saved, got other content: its checksum doesn't match`);
  }
  // What its checksum vouches for was written by manifestText.
  return manifest as unknown as Manifest;
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
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
