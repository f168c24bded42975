import { type FileRecord, fileRecord } from '../../saving/fileRecord.js';
import { type Format, type SavedSpan, savedSpan } from '../../saving/manifest.js';
import { agreeing, fields, finite, integer, nullable, rowCount, text } from '../../saving/shape.js';
import { type Intruder, type ResolvedEvidenceParams, resolveSavedParams } from '../params.js';

/** The manifest of a saved model of evidence. */
export interface EvidenceManifest {
  params: SavedParams;
  span: SavedSpan | null;
  counts: { tenants: number; users: number; resources: number; accesses: number };
  files: Record<EvidenceFile, FileRecord>;
}

export type EvidenceFile = 'users' | 'resources' | 'accesses' | 'weights' | 'calibration';

type SavedParams = Omit<ResolvedEvidenceParams, 'threads'>;

const params = agreeing<SavedParams>(
  fields<SavedParams>({
    tenantCol: text,
    userCol: text,
    resCol: text,
    likelihoodCol: nullable(text),
    historyTrust: finite,
    intruder: fields<Intruder>({ uniformUsers: finite, uniformResources: finite, newness: finite }),
    seed: integer(Number.MIN_SAFE_INTEGER),
  }),
  (given) => void resolveSavedParams(given),
);

export const EVIDENCE_FORMAT: Format<EvidenceManifest> = {
  name: 'access-anomaly evidence',
  version: 1,
  shape: fields<EvidenceManifest>({
    params,
    span: nullable(savedSpan),
    counts: fields<EvidenceManifest['counts']>({
      tenants: rowCount(),
      users: rowCount(),
      resources: rowCount(),
      accesses: rowCount(),
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
