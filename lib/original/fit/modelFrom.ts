import { type Entities, positions } from '../../accesses/entities.js';
import { checkFactors } from '../model/checkFactors.js';
import type { ModelState, Training } from '../model/ModelState.js';
import type { Side } from '../model/score.js';
import { type Standardization, writeResVector, writeUserVector } from '../model/standardize.js';
import type { ResolvedParams } from '../params.js';

/** What a fit has learned, wherever it ran. */
export interface Learned extends Pick<Training, 'likelihoods' | 'span'> {
  users: Entities;
  resources: Entities;
  /** Row-major, by the ids of `users`. */
  userFactors: Float32Array;
  resFactors: Float32Array;
  iterations: number;
  /** For each tenant of `users`. */
  standard: readonly Standardization[];
}

/** All users and resources that scoring knows, also those that only the history has. */
export interface Known extends Pick<ModelState, 'userNames' | 'resNames' | 'history'> {
  components: { users: Int32Array; resources: Int32Array };
}

/**
 * The model of what was learned.
 *
 * @throws RangeError naming a user or resource whose factors are beyond 32 bits
 */
export function modelFrom(
  { users, resources, userFactors, resFactors, iterations, standard, likelihoods, span }: Learned,
  { userNames, resNames, components, history }: Known,
  params: ResolvedParams,
): ModelState {
  const rank = params.rankParam;
  checkFactors('user', users.names.keys(), users, userFactors, params);
  checkFactors('resource', resources.names.keys(), resources, resFactors, params);
  const tenantOf = users.tenantOfEach();
  const { tenantCol, userCol, resCol, outputCol, historyAccessDf, threads, numBlocks, ...kept } = params;
  return {
    columns: { tenantCol, userCol, resCol, outputCol },
    width: rank + 2,
    iterations,
    userNames,
    resNames,
    users: side(users, userNames, rank + 2, components.users, (id, vectors, to) =>
      writeUserVector(userFactors, id * rank, rank, standard[tenantOf[id]], vectors, to),
    ),
    resources: side(resources, resNames, rank + 2, components.resources, (id, vectors, to) =>
      writeResVector(resFactors, id * rank, rank, vectors, to),
    ),
    history,
    training: { params: kept, likelihoods, span },
  };
}

/** The vectors of the trained ids that are in `all`; ids that only the history has stay unknown. */
function side(
  trained: Entities,
  all: Entities,
  width: number,
  components: Int32Array,
  write: (id: number, vectors: Float64Array, to: number) => void,
): Side {
  const vectors = new Float64Array(all.size * width);
  const known = new Uint8Array(all.size);
  const ids = positions(trained, all);
  for (let id = 0; id < trained.size; id++) {
    known[ids[id]] = 1;
    write(id, vectors, ids[id] * width);
  }
  return { vectors, known, components };
}
