import type { FileRecord, Format } from '../../saving/manifest.js';
import type { ResolvedEvidenceParams } from '../params.js';

/** The manifest of a saved model of evidence. */
export interface EvidenceManifest {
  params: Omit<ResolvedEvidenceParams, 'threads'>;
  /** ISO 8601. */
  span: { first: string; last: string } | null;
  counts: { tenants: number; users: number; resources: number; accesses: number };
  files: Record<EvidenceFile, FileRecord>;
}

export type EvidenceFile = 'users' | 'resources' | 'accesses' | 'weights' | 'calibration';

export const FORMAT: Format = { name: 'access-anomaly evidence', version: 1 };
