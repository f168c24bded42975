import type { Entities } from '../../accesses/entities.js';
import { trainAls } from '../../als/trainAls.js';
import type { AlsProgress } from '../../als/types.js';
import type { LikelihoodRange } from '../model/ModelState.js';
import type { ResolvedParams } from '../params.js';
import { alsOptions } from './alsOptions.js';

/** The ratings to learn from: scaled likelihoods and, for explicit feedback, the complement set. */
export interface TrainingSet {
  users: Entities;
  resources: Entities;
  /** Sorted by tenant. */
  user: Int32Array;
  res: Int32Array;
  rating: Float64Array;
  /** Ratings of tenant t are at starts[t] to starts[t + 1]. */
  starts: Int32Array;
  /** Each tenant's, before scaling. */
  likelihoods: ReadonlyMap<string, LikelihoodRange>;
}

/** Factors of all users and resources, row-major, n x rankParam. */
export interface Factors {
  userFactors: Float32Array;
  resFactors: Float32Array;
  /** Iterations run; with separate tenants, the most that any of them took. */
  iterations: number;
}

export interface TrainOptions {
  /** Row-major, users x rankParam. */
  initialUserFactors?: Float32Array;
  onIteration?: (progress: AlsProgress) => void;
  signal?: AbortSignal;
}

/**
 * Learns the factors, in one factorisation over all tenants or in one for each. As in SynapseML, a joint one
 * shares Y'Y, so that each tenant also learns that its users don't use the others' resources.
 */
export async function trainTenants(
  enriched: TrainingSet,
  params: ResolvedParams,
  { initialUserFactors, onIteration, signal }: TrainOptions,
): Promise<Factors> {
  const { users, resources, starts } = enriched;
  const numTenants = users.tenants.length;
  const groups = tenantGroups(params.separateTenants, numTenants);
  const rank = params.rankParam;
  const factors: Factors = {
    userFactors: new Float32Array(users.size * rank),
    resFactors: new Float32Array(resources.size * rank),
    iterations: 0,
  };
  for (const [number, [first, end]] of groups.entries()) {
    const firstUser = users.starts[first];
    const firstRes = resources.starts[first];
    const slice = [starts[first], starts[end]] as const;
    const numUsers = users.starts[end] - firstUser;
    const model = await trainAls(
      {
        users: countedFrom(firstUser, enriched.user.subarray(...slice)),
        items: countedFrom(firstRes, enriched.res.subarray(...slice)),
        ratings: enriched.rating.subarray(...slice),
        numUsers,
        numItems: resources.starts[end] - firstRes,
      },
      {
        ...alsOptions(params),
        maxIter: params.maxIter,
        tol: params.tol,
        threads: params.threads ?? undefined,
        initialUserFactors: initialUserFactors?.subarray(firstUser * rank, (firstUser + numUsers) * rank),
        onIteration: onIteration && ((progress) => onIteration(overall(progress, number, groups.length))),
        signal,
      },
    );
    factors.userFactors.set(model.userFactors, firstUser * rank);
    factors.resFactors.set(model.itemFactors, firstRes * rank);
    factors.iterations = Math.max(factors.iterations, model.iterations);
  }
  return factors;
}

/** Ids of one group of tenants, from 0 on. */
function countedFrom(first: number, ids: Int32Array): Int32Array {
  return first === 0 ? ids : ids.map((id) => id - first);
}

/** Which tenants share a factorisation: ranges [first, end). */
export function tenantGroups(separate: boolean, numTenants: number): (readonly [number, number])[] {
  return separate ? Array.from({ length: numTenants }, (_, t) => [t, t + 1] as const) : [[0, numTenants]];
}

/** Progress of one of several trainings as progress of all. */
function overall(progress: AlsProgress, number: number, count: number): AlsProgress {
  const { maxIter } = progress;
  const done = progress.done && number === count - 1;
  return { ...progress, iteration: number * maxIter + progress.iteration, maxIter: count * maxIter, done };
}
