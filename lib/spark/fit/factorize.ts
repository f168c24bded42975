import { trainAls } from '../../als/trainAls.js';
import { alsOptions } from '../../original/fit/alsOptions.js';
import { type Standardization, standardization } from '../../original/model/standardize.js';
import type { ResolvedParams } from '../../original/params.js';
import type { RemoteJob } from '../client/RemoteJob.js';
import type { SparkTable } from '../client/SparkTable.js';
import { unreliable } from '../client/unreliable.js';
import { fitAls } from './fitAls.js';
import { ownIdOf, type RemoteEntities } from './numberEntities.js';
import type { NumberedRatings } from './ratings.js';
import { standardizations } from './standardizations.js';

/** Separate tenants of up to this many accesses are trained in this process, which is faster. */
const LOCAL = 1_000_000;

interface Factorization {
  /** Row-major, by the ids of this process. */
  userFactors: Float32Array;
  resFactors: Float32Array;
  perTenant: Map<string, Standardization>;
}

/** Which users and resources have factors so far: 1 for each of them. */
interface Trained {
  users: Uint8Array;
  resources: Uint8Array;
}

/**
 * The factors of all tenants together, or of each by itself: on Spark, or in this process for small separate
 * tenants.
 *
 * @param sizes how many accesses each tenant has
 */
export async function factorize(
  job: RemoteJob,
  numbered: NumberedRatings<RemoteEntities>,
  sizes: ReadonlyMap<string, number>,
  params: ResolvedParams,
): Promise<Factorization> {
  const { ratings, users, resources } = numbered;
  const made: Factorization = {
    userFactors: new Float32Array(users.idOf.length * params.rankParam),
    resFactors: new Float32Array(resources.idOf.length * params.rankParam),
    perTenant: new Map(),
  };
  const trained: Trained = {
    users: new Uint8Array(users.idOf.length),
    resources: new Uint8Array(resources.idOf.length),
  };
  const trainOnSpark = async (part: SparkTable) => {
    const als = await fitAls(job, part, params);
    await als.readInto('userFactors', users, made.userFactors, trained.users);
    await als.readInto('itemFactors', resources, made.resFactors, trained.resources);
    const perTenant = await standardizations(job, { ...numbered, ratings: part }, als);
    for (const [tenant, standard] of perTenant) made.perTenant.set(tenant, standard);
  };
  if (!params.separateTenants) {
    await trainOnSpark(ratings);
    expectAll(trained);
    return made;
  }
  for (const [tenant, size] of sizes) {
    const part = job.query('SELECT * FROM ratings WHERE tenant = :tenant', { ratings }, { tenant });
    if (size > LOCAL) await trainOnSpark(await job.keep(part));
    else await trainLocally(job, { ...numbered, ratings: part }, tenant, params, made, trained);
  }
  expectAll(trained);
  return made;
}

/** Each name has an access, and so must have factors: missing ones would score as 0. */
function expectAll(trained: Trained): void {
  for (const [what, has] of Object.entries(trained)) {
    const count = has.reduce((sum: number, one: number) => sum + one, 0);
    if (count !== has.length) throw unreliable(`the factors of ${has.length} ${what}`, `those of ${count}`);
  }
}

/** Trains one tenant by the engine of this process, into the factors of all. */
async function trainLocally(
  job: RemoteJob,
  { ratings, users, resources }: NumberedRatings<RemoteEntities>,
  tenant: string,
  params: ResolvedParams,
  made: Factorization,
  trained: Trained,
): Promise<void> {
  const [user, res, rating]: [number[], number[], number[]] = [[], [], []];
  const range = ({ entities: { tenants, starts } }: RemoteEntities) => {
    const t = tenants.indexOf(tenant);
    return [starts[t], starts[t + 1]] as const;
  };
  const [[firstUser, endUser], [firstRes, endRes]] = [range(users), range(resources)];
  for await (const batch of job.batches(ratings)) {
    const [u, r, value] = ['user', 'res', 'rating'].map((name) => batch.getChild(name)!);
    for (let row = 0; row < batch.numRows; row++) {
      user.push(ownIdOf(users, u.get(row)) - firstUser);
      res.push(ownIdOf(resources, r.get(row)) - firstRes);
      rating.push(value.get(row));
    }
  }
  const { rankParam: rank, maxIter, threads } = params;
  const ids = { users: Int32Array.from(user), items: Int32Array.from(res) };
  const sizes = { numUsers: endUser - firstUser, numItems: endRes - firstRes };
  const { userFactors, itemFactors } = await trainAls(
    { ...ids, ...sizes, ratings: Float64Array.from(rating) },
    { ...alsOptions(params), maxIter, threads: threads ?? undefined, signal: job.run.signal },
  );
  made.userFactors.set(userFactors, firstUser * rank);
  made.resFactors.set(itemFactors, firstRes * rank);
  trained.users.fill(1, firstUser, endUser);
  trained.resources.fill(1, firstRes, endRes);
  made.perTenant.set(tenant, standardization(ids.users, ids.items, userFactors, itemFactors, rank));
}
