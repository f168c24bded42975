import { create } from '@bufbuild/protobuf';
import type { Vector } from 'apache-arrow';
import type { ResolvedParams } from '../../original/params.js';
import { mlValue } from '../client/literal.js';
import { relationOf } from '../client/relation.js';
import { SparkTable } from '../client/SparkTable.js';
import {
  MlOperator_OperatorType,
  MlOperatorSchema,
  MlParamsSchema,
  ObjectRefSchema,
} from '../proto/ml_common_pb.js';
import type { RemoteEntities } from './entitiesOn.js';
import type { Iterations } from './steps.js';
import type { Workbench } from './Workbench.js';

/** A model of Spark's ALS, which stands on the server. */
export interface RemoteAls {
  /** id and features. */
  table(factors: 'userFactors' | 'itemFactors'): SparkTable;
  /** Writes the factors of those it has, row-major, by the ids here. */
  readInto(factors: 'userFactors' | 'itemFactors', of: RemoteEntities, to: Float32Array): Promise<void>;
}

/** Spark's default. */
const BLOCKS = 10;

/** An iteration solves the resources, then the users: each time, every block sends its factors, and every other block solves. */
export function alsIterations({ maxIter, numBlocks }: ResolvedParams): Iterations {
  return { maxIter, tasksEach: 4 * (numBlocks ?? BLOCKS) };
}

const ALS = 'org.apache.spark.ml.recommendation.ALS';

/**
 * Factorises ratings by Spark's own ALS, non-negative, for implicit feedback (Hu, Koren, Volinsky 2008).
 *
 * @param ratings columns user, res (ids) and rating
 */
export async function fitAls(
  bench: Workbench,
  ratings: SparkTable,
  params: ResolvedParams,
): Promise<RemoteAls> {
  const { rankParam, maxIter, regParam, alphaParam, numBlocks, seed } = params;
  const blocks = mlValue.integer(numBlocks ?? BLOCKS);
  const result = await bench.ml(
    {
      case: 'fit',
      value: {
        $typeName: 'spark.connect.MlCommand.Fit',
        estimator: create(MlOperatorSchema, {
          name: ALS,
          uid: `als_${crypto.randomUUID()}`,
          type: MlOperator_OperatorType.ESTIMATOR,
        }),
        params: create(MlParamsSchema, {
          params: {
            userCol: mlValue.text('user'),
            itemCol: mlValue.text('res'),
            ratingCol: mlValue.text('rating'),
            rank: mlValue.integer(rankParam),
            maxIter: mlValue.integer(maxIter),
            regParam: mlValue.double(regParam),
            alpha: mlValue.double(alphaParam ?? 1),
            implicitPrefs: mlValue.boolean(true),
            nonnegative: mlValue.boolean(true),
            numUserBlocks: blocks,
            numItemBlocks: blocks,
            seed: mlValue.long(seed),
          },
        }),
        dataset: await ratings.relation(),
      },
    },
    'to factorize the accesses',
  );
  const info = result.case === 'operatorInfo' ? result.value : undefined;
  if (info?.type.case !== 'objRef') {
    throw new Error(
      `Expected a model of ${bench.session.connection.address}'s ALS, got ${result.case ?? 'nothing'}`,
    );
  }
  const objRef = create(ObjectRefSchema, { id: info.type.value.id });
  bench.later(() =>
    bench.ml(
      { case: 'delete', value: { $typeName: 'spark.connect.MlCommand.Delete', objRefs: [objRef] } },
      'to let go of a model',
      {},
    ),
  );
  const table = (method: 'userFactors' | 'itemFactors') =>
    new SparkTable(bench.session, async () =>
      relationOf({
        case: 'mlRelation',
        value: { mlType: { case: 'fetch', value: { objRef, methods: [{ method }] } } },
      }),
    );
  return {
    table,
    async readInto(factors, { idOf }, to) {
      for await (const batch of bench.batches(table(factors))) {
        const ids = batch.getChild('id')!;
        const features = batch.getChild('features')!;
        for (let row = 0; row < batch.numRows; row++) {
          to.set(
            (features.get(row) as Vector).toArray() as Float32Array,
            idOf[(ids.get(row) as number) - 1] * rankParam,
          );
        }
      }
    },
  };
}
