import type { FileRecord, Format } from '../../saving/manifest.js';
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
  files: Record<'users' | 'resources', FileRecord> & { history: FileRecord | null };
}

export const FORMAT: Format = { name: 'access-anomaly model', version: 1 };
