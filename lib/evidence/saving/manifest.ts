import { expectFinite, expectText } from '../../base/checks/expect.js';
import { agreeing, fields, integerWithin, nullable } from '../../base/checks/fields.js';
import { type FileRecord, fileRecord } from '../../saving/fileRecord.js';
import { type Format, rowCount, type SavedSpan, savedSpan } from '../../saving/manifest.js';
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
    tenantCol: expectText,
    userCol: expectText,
    resCol: expectText,
    likelihoodCol: nullable(expectText),
    historyTrust: expectFinite,
    intruder: fields<Intruder>({
      uniformUsers: expectFinite,
      uniformResources: expectFinite,
      newness: expectFinite,
    }),
    seed: integerWithin(Number.MIN_SAFE_INTEGER),
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
