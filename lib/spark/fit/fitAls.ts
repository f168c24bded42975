import type { Vector } from 'apache-arrow';
import type { ResolvedParams } from '../../original/params.js';
import { doubleOf, integerOf, literalOf } from '../client/literal.js';
import type { RemoteJob } from '../client/RemoteJob.js';
import { relationOf } from '../client/relation.js';
import { SparkTable } from '../client/SparkTable.js';
import { unreliable } from '../client/unreliable.js';
import { MlOperator_OperatorType } from '../generated/ml_common_pb.js';
import { ownIdOf, type RemoteEntities } from './numberEntities.js';
import type { IterationTasks } from './steps.js';

export type Factors = 'userFactors' | 'itemFactors';

/** A model of Spark's ALS on the server. */
export interface RemoteAls {
  rank: number;
  /** id and features. */
  table(factors: Factors): SparkTable;
  /**
   * Writes its factors, row-major, by the ids of this process.
   *
   * @param has is set to 1 at each id that has factors
   * @throws SparkError if an id has factors twice, or had them before
   */
  readInto(factors: Factors, of: RemoteEntities, to: Float32Array, has: Uint8Array): Promise<void>;
}

/** Spark's default. */
const BLOCKS = 10;

/** An iteration solves the resources, then the users: each time every block sends factors, then solves. */
export function alsIterations({ maxIter, numBlocks }: ResolvedParams): IterationTasks {
  return { maxIter, tasksEach: 4 * (numBlocks ?? BLOCKS) };
}

/**
 * Factorises ratings by Spark's own ALS, non-negative, for implicit feedback (Hu, Koren, Volinsky 2008).
 *
 * @param ratings columns user, res (ids) and rating
 */
export async function fitAls(
  job: RemoteJob,
  ratings: SparkTable,
  { rankParam: rank, maxIter, regParam, alphaParam, numBlocks, seed }: ResolvedParams,
): Promise<RemoteAls> {
  const blocks = integerOf(numBlocks ?? BLOCKS);
  const params = {
    userCol: literalOf('user'),
    itemCol: literalOf('res'),
    ratingCol: literalOf('rating'),
    rank: integerOf(rank),
    maxIter: integerOf(maxIter),
    regParam: doubleOf(regParam),
    alpha: doubleOf(alphaParam ?? 1),
    implicitPrefs: literalOf(true),
    nonnegative: literalOf(true),
    numUserBlocks: blocks,
    numItemBlocks: blocks,
    seed: literalOf(seed),
  };
  const estimator = {
    name: 'org.apache.spark.ml.recommendation.ALS',
    uid: `als_${crypto.randomUUID()}`,
    type: MlOperator_OperatorType.ESTIMATOR,
  };
  const dataset = await ratings.relation();
  const result = await job.ml(
    { case: 'fit', value: { estimator, params: { params }, dataset } },
    'to factorize the accesses',
  );
  const info = result.case === 'operatorInfo' ? result.value : undefined;
  if (info?.type.case !== 'objRef') {
    throw new Error(
      `Expected a model of ${job.session.connection.address}'s ALS, got ${result.case ?? 'nothing'}`,
    );
  }
  const objRef = { id: info.type.value.id };
  job.removeLater(() => job.ml({ case: 'delete', value: { objRefs: [objRef] } }, 'to let go of a model', {}));
  const table = (method: Factors) => {
    const fetch = { objRef, methods: [{ method }] };
    const value = { mlType: { case: 'fetch' as const, value: fetch } };
    return new SparkTable(job.session, async () => relationOf({ case: 'mlRelation', value }));
  };
  return {
    rank,
    table,
    async readInto(factors, entities, to, has) {
      for await (const batch of job.batches(table(factors))) {
        const [ids, features] = [batch.getChild('id')!, batch.getChild('features')!];
        for (let row = 0; row < batch.numRows; row++) {
          const id = ownIdOf(entities, ids.get(row));
          const vector: Vector | null = features.get(row);
          if (vector?.length !== rank || has[id] === 1) {
            throw unreliable(`${rank} factors once for each id`, `others for id ${ids.get(row)}`);
          }
          to.set(vector.toArray() as Float32Array, id * rank);
          has[id] = 1;
        }
      }
    },
  };
}
