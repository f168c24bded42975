import { checkFactors } from '../../anomaly/model/checkFactors.js';
import type { ModelState } from '../../anomaly/model/ModelState.js';
import type { RemoteFit } from '../../anomaly/model/RemoteTable.js';
import { type Standardization, writeResVector, writeUserVector } from '../../anomaly/model/standardize.js';
import { hostSignal } from '../../signals/hostSignal.js';
import type { SparkTable } from '../client/SparkTable.js';
import { connect } from './components.js';
import { entitiesOn } from './entitiesOn.js';
import { factorize } from './factorize.js';
import { checkServer } from './preflight.js';
import { accessesOn, ratingsOn, tenantsOf } from './ratings.js';
import { Workbench } from './Workbench.js';

/**
 * Fits AccessAnomaly where the accesses are: Spark adds them up, numbers the names, scales the likelihoods, factorises (its own
 * ALS), finds what is connected, and measures the predictions. Names and factors come back, and no accesses.
 *
 * Ids are SynapseML's: 1 to n by tenant and name. So the same seed starts from the same factors as there.
 *
 * @throws RangeError for parameters that Spark can't fit by, or a column that can't be used; SparkError
 */
export async function fitOnSpark(table: SparkTable, fit: RemoteFit): Promise<ModelState> {
  const { params, span, signal = hostSignal() } = fit;
  await checkServer(table.session, params);
  const bench = new Workbench(table.session, signal);
  try {
    const accesses = await bench.keep(await accessesOn(bench, table, fit));
    const { ranges, sizes } = await tenantsOf(bench, accesses);
    const users = await entitiesOn(bench, accesses, 'user');
    const resources = await entitiesOn(bench, accesses, 'res');
    const ratings = await bench.keep(
      ratingsOn(bench, { accesses, users: users.table, resources: resources.table }, params),
    );
    const { userFactors, resFactors, perTenant } = await factorize(
      bench,
      { ratings, users, resources, sizes },
      params,
    );
    const components = await connect(bench, ratings, users, resources);
    checkFactors('user', users.entities.names.keys(), users.entities, userFactors, params);
    checkFactors('resource', resources.entities.names.keys(), resources.entities, resFactors, params);
    const rank = params.rankParam;
    const tenantOf = users.entities.tenantOfEach();
    const standard = users.entities.tenants.map((tenant) => perTenant.get(tenant)!) as Standardization[];
    const { tenantCol, userCol, resCol, outputCol, historyAccessDf, threads, numBlocks, ...kept } = params;
    return {
      columns: { tenantCol, userCol, resCol, outputCol },
      width: rank + 2,
      iterations: params.maxIter,
      userNames: users.entities,
      resNames: resources.entities,
      users: {
        vectors: vectorsOf(users.entities.size, rank + 2, (id, vectors, to) =>
          writeUserVector(userFactors, id * rank, rank, standard[tenantOf[id]], vectors, to),
        ),
        known: new Uint8Array(users.entities.size).fill(1),
        components: components.users,
      },
      resources: {
        vectors: vectorsOf(resources.entities.size, rank + 2, (id, vectors, to) =>
          writeResVector(resFactors, id * rank, rank, vectors, to),
        ),
        known: new Uint8Array(resources.entities.size).fill(1),
        components: components.resources,
      },
      history: null,
      training: { params: kept, likelihoods: ranges, span },
    };
  } finally {
    await bench.clear();
  }
}

function vectorsOf(
  size: number,
  width: number,
  write: (id: number, vectors: Float64Array, to: number) => void,
): Float64Array {
  const vectors = new Float64Array(size * width);
  for (let id = 0; id < size; id++) write(id, vectors, id * width);
  return vectors;
}
