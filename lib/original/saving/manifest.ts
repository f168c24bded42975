import { checkColumnNames } from '../../base/checks/checkColumnNames.js';
import { expectBoolean, expectFinite, expectText } from '../../base/checks/expect.js';
import { agreeing, fields, integerWithin, listOf, nullable } from '../../base/checks/fields.js';
import { type FileRecord, fileRecord } from '../../saving/fileRecord.js';
import { type Format, rowCount, type SavedSpan, savedSpan } from '../../saving/manifest.js';
import type { LikelihoodRange, ModelColumns, TrainingParams } from '../model/ModelState.js';
import { resolveParams } from '../params.js';

/** The manifest of a saved model: what it is, and which files, byte for byte, hold the rest. */
export interface Manifest {
  columns: ModelColumns;
  rank: number;
  iterations: number | null;
  /** Null if the model came from SynapseML, which doesn't keep them. */
  training: {
    params: TrainingParams;
    likelihoods: SavedRange[];
    span: SavedSpan | null;
  } | null;
  counts: { tenants: number; users: number; resources: number; history: number | null };
  files: Record<'users' | 'resources', FileRecord> & { history: FileRecord | null };
}

type SavedRange = { tenant: string } & LikelihoodRange;

/** The largest rank that can be saved, since each number of a vector has a column. */
const LARGEST_RANK = 10_000;

const columns = agreeing(
  fields<ModelColumns>({
    tenantCol: expectText,
    userCol: expectText,
    resCol: expectText,
    outputCol: expectText,
  }),
  (names) => checkColumnNames(names, ['tenantCol', 'userCol', 'resCol', 'outputCol']),
);

const params = fields<TrainingParams>({
  likelihoodCol: nullable(expectText),
  rankParam: integerWithin(1, LARGEST_RANK),
  maxIter: integerWithin(0),
  regParam: expectFinite,
  separateTenants: expectBoolean,
  lowValue: nullable(expectFinite),
  highValue: nullable(expectFinite),
  applyImplicitCf: expectBoolean,
  alphaParam: nullable(expectFinite),
  complementsetFactor: nullable(integerWithin(0)),
  negScore: nullable(expectFinite),
  seed: integerWithin(Number.MIN_SAFE_INTEGER),
  tol: expectFinite,
});

const range = agreeing(
  fields<SavedRange>({ tenant: expectText, min: expectFinite, max: expectFinite }),
  ({ min, max }) => {
    if (min > max) throw new Error(`Expected min to be no more than max, got ${min} and ${max}`);
  },
);

const manifest = fields<Manifest>({
  columns,
  rank: integerWithin(1, LARGEST_RANK),
  iterations: nullable(integerWithin(0)),
  training: nullable(
    fields<NonNullable<Manifest['training']>>({
      params,
      likelihoods: listOf(range, 'tenant'),
      span: nullable(savedSpan),
    }),
  ),
  counts: fields<Manifest['counts']>({
    tenants: rowCount(),
    users: rowCount(),
    resources: rowCount(),
    history: nullable(rowCount(0)),
  }),
  files: fields<Manifest['files']>({
    users: fileRecord('users'),
    resources: fileRecord('resources'),
    history: nullable(fileRecord('history')),
  }),
});

export const ANOMALY_FORMAT: Format<Manifest> = {
  name: 'access-anomaly model',
  version: 1,
  shape: agreeing(manifest, ({ columns, rank, training, counts, files }) => {
    if ((counts.history === null) !== (files.history === null)) {
      throw new Error('Expected counts.history and files.history to be both null or neither, got one null');
    }
    if (training === null) return;
    resolveParams({ ...training.params, ...columns });
    if (training.params.rankParam !== rank) {
      throw new Error(
        `Expected training.params.rankParam to be rank, got ${training.params.rankParam} and ${rank}`,
      );
    }
  }),
};
