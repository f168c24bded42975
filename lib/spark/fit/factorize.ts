import { trainAls } from '../../als/trainAls.js';
import { alsOptions } from '../../original/fit/alsOptions.js';
import { type Standardization, standardization } from '../../original/model/standardize.js';
import type { ResolvedParams } from '../../original/params.js';
import type { SparkTable } from '../client/SparkTable.js';
import type { RemoteEntities } from './entitiesOn.js';
import { fitAls } from './fitAls.js';
import { standardizations } from './standardizations.js';
import type { Workbench } from './Workbench.js';

/** Separate tenants of up to so many accesses are trained here: Spark takes longer to begin than they to end. */
const HERE = 1_000_000;

interface Parts {
  /** Columns user, res (ids), tenant and rating. */
  ratings: SparkTable;
  users: RemoteEntities;
  resources: RemoteEntities;
  /** How many accesses each tenant has. */
  sizes: ReadonlyMap<string, number>;
}

interface Factorization {
  /** Row-major, by the ids here. */
  userFactors: Float32Array;
  resFactors: Float32Array;
  perTenant: ReadonlyMap<string, Standardization>;
}

/** The factors of all tenants together, or of each by itself: on Spark, or here where a separate tenant is small. */
export async function factorize(
  bench: Workbench,
  parts: Parts,
  params: ResolvedParams,
): Promise<Factorization> {
  const { users, resources, sizes, ratings } = parts;
  const rank = params.rankParam;
  const userFactors = new Float32Array(users.idOf.length * rank);
  const resFactors = new Float32Array(resources.idOf.length * rank);
  const perTenant = new Map<string, Standardization>();
  const onSpark = async (part: SparkTable) => {
    const als = await fitAls(bench, part, params);
    await als.readInto('userFactors', users, userFactors);
    await als.readInto('itemFactors', resources, resFactors);
    for (const [tenant, standard] of await standardizations(
      bench,
      { ratings: part, als, users, resources },
      rank,
    )) {
      perTenant.set(tenant, standard);
    }
  };
  if (!params.separateTenants) await onSpark(ratings);
  for (const [tenant, size] of params.separateTenants ? sizes : []) {
    const part = bench.query('SELECT * FROM ratings WHERE tenant = :tenant', { ratings }, { tenant });
    if (size > HERE) await onSpark(await bench.keep(part));
    else
      perTenant.set(
        tenant,
        await trainHere(bench, part, { ...parts, tenant }, params, { userFactors, resFactors }),
      );
  }
  return { userFactors, resFactors, perTenant };
}

/** Trains one tenant by the engine of this process, into the factors of all. */
async function trainHere(
  bench: Workbench,
  part: SparkTable,
  { users, resources, tenant }: Parts & { tenant: string },
  params: ResolvedParams,
  { userFactors, resFactors }: Pick<Factorization, 'userFactors' | 'resFactors'>,
): Promise<Standardization> {
  const [user, res, rating]: [number[], number[], number[]] = [[], [], []];
  const range = ({ entities: { tenants, starts } }: RemoteEntities) => {
    const t = tenants.indexOf(tenant);
    return [starts[t], starts[t + 1]] as const;
  };
  const [[firstUser, endUser], [firstRes, endRes]] = [range(users), range(resources)];
  for await (const batch of bench.batches(part)) {
    const [u, r, value] = ['user', 'res', 'rating'].map((name) => batch.getChild(name)!);
    for (let row = 0; row < batch.numRows; row++) {
      user.push(users.idOf[u.get(row) - 1] - firstUser);
      res.push(resources.idOf[r.get(row) - 1] - firstRes);
      rating.push(value.get(row));
    }
  }
  const rank = params.rankParam;
  const ids = { users: Int32Array.from(user), items: Int32Array.from(res) };
  const model = await trainAls(
    {
      ...ids,
      ratings: Float64Array.from(rating),
      numUsers: endUser - firstUser,
      numItems: endRes - firstRes,
    },
    {
      ...alsOptions(params),
      maxIter: params.maxIter,
      threads: params.threads ?? undefined,
      signal: bench.run.signal,
    },
  );
  userFactors.set(model.userFactors, firstUser * rank);
  resFactors.set(model.itemFactors, firstRes * rank);
  return standardization(ids.users, ids.items, model.userFactors, model.itemFactors, rank);
}
