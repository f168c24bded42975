import { type FileRecord, fileRecord } from '../../saving/fileRecord.js';
import type { Format } from '../../saving/manifest.js';
import { agreeing, fields, finite, integer, orNull, text } from '../../saving/shape.js';
import { type SavedSpan, savedSpan } from '../../saving/span.js';
import { type Intruder, type ResolvedEvidenceParams, resolveEvidenceParams } from '../params.js';

/** The manifest of a saved model of evidence. */
export interface EvidenceManifest {
  params: SavedParams;
  span: SavedSpan | null;
  counts: { tenants: number; users: number; resources: number; accesses: number };
  files: Record<EvidenceFile, FileRecord>;
}

export type EvidenceFile = 'users' | 'resources' | 'accesses' | 'weights' | 'calibration';

type SavedParams = Omit<ResolvedEvidenceParams, 'threads'>;

const count = integer(1, 2 ** 31 - 1);

const params = agreeing<SavedParams>(
  fields<SavedParams>({
    tenantCol: text,
    userCol: text,
    resCol: text,
    likelihoodCol: orNull(text),
    historyTrust: finite,
    intruder: fields<Intruder>({ uniformUsers: finite, uniformResources: finite, newness: finite }),
    seed: integer(Number.MIN_SAFE_INTEGER),
  }),
  (given) => void resolveEvidenceParams(given),
);

export const FORMAT: Format<EvidenceManifest> = {
  name: 'access-anomaly evidence',
  version: 1,
  shape: fields<EvidenceManifest>({
    params,
    span: orNull(savedSpan),
    counts: fields<EvidenceManifest['counts']>({
      tenants: count,
      users: count,
      resources: count,
      accesses: count,
    }),
    files: fields<EvidenceManifest['files']>({
      users: fileRecord('users'),
      resources: fileRecord('resources'),
      accesses: fileRecord('accesses'),
      weights: fileRecord('weights'),
      calibration: fileRecord('calibration'),
    }),
  }),
};
