import { checkColumnNames } from '../../checks/checkColumnNames.js';
import { type FileRecord, fileRecord } from '../../saving/fileRecord.js';
import type { Format } from '../../saving/manifest.js';
import { agreeing, boolean, fields, finite, integer, listOf, orNull, text } from '../../saving/shape.js';
import { type SavedSpan, savedSpan } from '../../saving/span.js';
import type { ColumnNames, LikelihoodRange, TrainingParams } from '../model/ModelState.js';
import { resolveParams } from '../params.js';

/** The manifest of a saved model: what it is, and which files, byte for byte, hold the rest. */
export interface Manifest {
  columns: ColumnNames;
  rank: number;
  iterations: number | null;
  /** Null where the model came from SynapseML, which doesn't keep them. */
  training: {
    params: TrainingParams;
    likelihoods: SavedRange[];
    span: SavedSpan | null;
  } | null;
  counts: { tenants: number; users: number; resources: number; history: number | null };
  files: Record<'users' | 'resources', FileRecord> & { history: FileRecord | null };
}

type SavedRange = { tenant: string } & LikelihoodRange;

/** A save and a load have a column for each number of a vector: here is where that ends. */
const LARGEST_RANK = 10_000;
const LARGEST_COUNT = 2 ** 31 - 1;
const count = integer(1, LARGEST_COUNT);

const columns = agreeing(
  fields<ColumnNames>({ tenantCol: text, userCol: text, resCol: text, outputCol: text }),
  (names) => checkColumnNames(names, ['tenantCol', 'userCol', 'resCol', 'outputCol']),
);

const params = fields<TrainingParams>({
  likelihoodCol: orNull(text),
  rankParam: integer(1, LARGEST_RANK),
  maxIter: integer(0),
  regParam: finite,
  separateTenants: boolean,
  lowValue: orNull(finite),
  highValue: orNull(finite),
  applyImplicitCf: boolean,
  alphaParam: orNull(finite),
  complementsetFactor: orNull(integer(0)),
  negScore: orNull(finite),
  seed: integer(Number.MIN_SAFE_INTEGER),
  tol: finite,
});

const range = agreeing(fields<SavedRange>({ tenant: text, min: finite, max: finite }), ({ min, max }) => {
  if (min > max) throw new RangeError(`Expected min to be no more than max, got ${min} and ${max}`);
});

const manifest = fields<Manifest>({
  columns,
  rank: integer(1, LARGEST_RANK),
  iterations: orNull(integer(0)),
  training: orNull(
    fields<NonNullable<Manifest['training']>>({
      params,
      likelihoods: listOf(range, 'tenant'),
      span: orNull(savedSpan),
    }),
  ),
  counts: fields<Manifest['counts']>({
    tenants: count,
    users: count,
    resources: count,
    history: orNull(integer(0, LARGEST_COUNT)),
  }),
  files: fields<Manifest['files']>({
    users: fileRecord('users'),
    resources: fileRecord('resources'),
    history: orNull(fileRecord('history')),
  }),
});

export const FORMAT: Format<Manifest> = {
  name: 'access-anomaly model',
  version: 1,
  shape: agreeing(manifest, ({ columns, rank, training, counts, files }) => {
    if ((counts.history === null) !== (files.history === null)) {
      throw new RangeError(
        'Expected counts.history and files.history to be both null or neither, got one null',
      );
    }
    if (training === null) return;
    resolveParams({ ...training.params, ...columns });
    if (training.params.rankParam !== rank) {
      throw new RangeError(
        `Expected training.params.rankParam to be rank, got ${training.params.rankParam} and ${rank}`,
      );
    }
  }),
};
