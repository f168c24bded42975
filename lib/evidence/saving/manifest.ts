import { expectFinite, expectText } from '../../base/checks/expect.js';
import { agreeing, fields, integerWithin, nullable } from '../../base/checks/fields.js';
import { type Expectation, unexpected } from '../../base/checks/unexpected.js';
import { type FileRecord, fileRecord } from '../../saving/fileRecord.js';
import { type Format, rowCount, type SavedSpan, savedSpan } from '../../saving/manifest.js';
import { type SavedTable, savedTable } from '../../saving/savedTable.js';
import { type Intruder, type ResolvedEvidenceParams, resolveSavedParams } from '../params.js';
import { WAITING_TABLES, type Waiting } from '../Waiting.js';

/** The manifest of a saved model of evidence. */
export interface EvidenceManifest {
  params: PlainParams | ForwardParams;
  span: SavedSpan | null;
  counts: SavedCounts;
  files: Record<EvidenceFile, FileRecord> &
    Partial<Record<ForwardFile, FileRecord> & Record<WaitingFile, FileRecord | null>>;
  /** The columns of what waits; missing in a model where nothing waits. */
  waiting?: Record<WaitingFile, SavedTable | null>;
}

interface SavedCounts {
  tenants: number;
  users: number;
  resources: number;
  accesses: number;
  /**
   * In a model with days: the numbers of distinct (access, day, context values...), and of context values.
   */
  records?: number;
  values?: number;
}

export type EvidenceFile = 'users' | 'resources' | 'accesses' | 'weights' | 'calibration';
/** The additional files of a model with days. */
export type ForwardFile = 'records' | 'values' | 'contexts';

/** The additional files of a model in which something waits for a verdict. */
export type WaitingFile = keyof Waiting;

type DayParams = 'dayCol' | 'hourCol' | 'contextCols' | 'horizon';
type ForwardParams = Omit<ResolvedEvidenceParams, 'threads'>;
type PlainParams = Omit<ForwardParams, DayParams>;

const plainParams = {
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
};

const texts: Expectation<readonly string[]> = (name, value) => {
  if (!Array.isArray(value)) throw unexpected(name, 'to be a list of texts', value, false);
  for (const text of value) expectText(name, text);
  return value;
};

const forwardParams = {
  ...plainParams,
  dayCol: expectText,
  hourCol: nullable(expectText),
  contextCols: texts,
  horizon: nullable(integerWithin(1)),
};

const plainCounts = { tenants: rowCount(), users: rowCount(), resources: rowCount(), accesses: rowCount() };
const plainFiles = {
  users: fileRecord('users'),
  resources: fileRecord('resources'),
  accesses: fileRecord('accesses'),
  weights: fileRecord('weights'),
  calibration: fileRecord('calibration'),
};
const forwardFiles = {
  ...plainFiles,
  records: fileRecord('records'),
  values: fileRecord('values'),
  contexts: fileRecord('contexts'),
};

/** The parameters of days in a model without days. */
export const WITHOUT_DAYS = { dayCol: null, hourCol: null, contextCols: [], horizon: null };

const NAME = 'access-anomaly evidence';

/** The parts of every version, without days and with. */
const plain = {
  params: agreeing<PlainParams>(
    fields<PlainParams>(plainParams),
    (given) => void resolveSavedParams({ ...given, ...WITHOUT_DAYS }),
  ),
  span: nullable(savedSpan),
  counts: fields<SavedCounts>(plainCounts),
};
const forward = {
  params: agreeing<ForwardParams>(
    fields<ForwardParams>(forwardParams),
    (given) => void resolveSavedParams(given),
  ),
  span: savedSpan,
  counts: fields<Required<SavedCounts>>({ ...plainCounts, records: rowCount(), values: rowCount(0) }),
};

/** A model without days, as since version 0.2.0. */
export const PLAIN_FORMAT: Format<EvidenceManifest> = {
  name: NAME,
  version: 1,
  shape: fields<EvidenceManifest>({
    ...plain,
    files: fields<Record<EvidenceFile, FileRecord>>(plainFiles),
  }),
};

/** A model with days. */
export const FORWARD_FORMAT: Format<EvidenceManifest> = {
  name: NAME,
  version: 2,
  shape: fields<EvidenceManifest>({
    ...forward,
    files: fields<Record<EvidenceFile | ForwardFile, FileRecord>>(forwardFiles),
  }),
};

const waitingFiles = {
  heldBack: nullable(fileRecord('held-back')),
  incidents: nullable(fileRecord('incidents')),
};
const waiting = fields<Record<WaitingFile, SavedTable | null>>({
  heldBack: nullable(savedTable),
  incidents: nullable(savedTable),
});

const plainWaiting = fields<EvidenceManifest>({
  ...plain,
  files: fields<Record<EvidenceFile, FileRecord> & Record<WaitingFile, FileRecord | null>>({
    ...{ ...plainFiles, ...waitingFiles },
  }),
  waiting,
});
const forwardWaiting = fields<EvidenceManifest>({
  ...forward,
  files: fields<Record<EvidenceFile | ForwardFile, FileRecord> & Record<WaitingFile, FileRecord | null>>({
    ...{ ...forwardFiles, ...waitingFiles },
  }),
  waiting,
});

/** A model, with days or without, that keeps what waits for a verdict; `load` reads all three. */
export const EVIDENCE_FORMAT: Format<EvidenceManifest> = {
  name: NAME,
  version: 3,
  shape: agreeing<EvidenceManifest>(
    (name, value) => (hasRecords(value) ? forwardWaiting : plainWaiting)(name, value),
    ({ files, waiting }) => {
      for (const file of WAITING_TABLES) {
        if ((files[file] == null) === (waiting?.[file] == null)) continue;
        throw new Error(`Expected files.${file} and waiting.${file} both or neither, got one of them`);
      }
    },
  ),
  others: [FORWARD_FORMAT, PLAIN_FORMAT],
};

function hasRecords(manifest: unknown): boolean {
  const { files } = (manifest ?? {}) as { files?: object | null };
  return typeof files === 'object' && files !== null && Object.hasOwn(files, 'records');
}
