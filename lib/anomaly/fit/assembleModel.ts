import type { Span } from '../../checks/span.js';
import { connectedComponents } from '../../ids/connectedComponents.js';
import { type Entities, positions, renumber, union } from '../../ids/entities.js';
import type { Accesses } from '../../ids/readAccessTable.js';
import { checkFactors } from '../model/checkFactors.js';
import { historyFrom } from '../model/history.js';
import type { ModelState, TrainingParams } from '../model/ModelState.js';
import type { Side } from '../model/score.js';
import {
  type Standardization,
  standardization,
  writeResVector,
  writeUserVector,
} from '../model/standardize.js';
import type { ResolvedParams } from '../params.js';
import type { Factors, TrainingSet } from './trainTenants.js';

/**
 * Puts a model together: standardised vectors, components, history. Components come from the history where there is
 * one, else from the accesses that were trained on.
 *
 * @throws RangeError naming a user or resource whose factors are beyond 32 bits
 */
export function assembleModel(
  accesses: Accesses,
  enriched: TrainingSet,
  factors: Factors,
  history: Accesses | null,
  params: ResolvedParams,
  span: Span | null,
): ModelState {
  const rank = params.rankParam;
  const { userFactors, resFactors } = factors;
  checkFactors('user', accesses.users.names.keys(), accesses.users, userFactors, params);
  checkFactors('resource', accesses.resources.names.keys(), accesses.resources, resFactors, params);
  const perTenant = standardizeTenants(enriched, factors, rank);
  const userNames = history ? union(accesses.users, history.users) : accesses.users;
  const resNames = history ? union(accesses.resources, history.resources) : accesses.resources;
  const seen = history
    ? {
        user: renumber(history.user, history.users, userNames),
        res: renumber(history.res, history.resources, resNames),
      }
    : accesses;
  const components = connectedComponents(seen.user, seen.res, userNames.size, resNames.size);
  const tenantOf = accesses.users.tenantOfEach();
  return {
    columns: {
      tenantCol: params.tenantCol,
      userCol: params.userCol,
      resCol: params.resCol,
      outputCol: params.outputCol,
    },
    width: rank + 2,
    iterations: factors.iterations,
    userNames,
    resNames,
    users: side(accesses.users, userNames, rank + 2, components.users, (id, vectors, to) =>
      writeUserVector(userFactors, id * rank, rank, perTenant[tenantOf[id]], vectors, to),
    ),
    resources: side(accesses.resources, resNames, rank + 2, components.resources, (id, vectors, to) =>
      writeResVector(resFactors, id * rank, rank, vectors, to),
    ),
    history: history && historyFrom(seen.user, seen.res, userNames.size),
    training: { params: trainingParams(params), likelihoods: enriched.likelihoods, span },
  };
}

function trainingParams(params: ResolvedParams): TrainingParams {
  const { tenantCol, userCol, resCol, outputCol, historyAccessDf, threads, numBlocks, ...kept } = params;
  return kept;
}

function standardizeTenants(enriched: TrainingSet, factors: Factors, rank: number): Standardization[] {
  const { starts } = enriched;
  return enriched.users.tenants.map((_, t) =>
    standardization(
      enriched.user.subarray(starts[t], starts[t + 1]),
      enriched.res.subarray(starts[t], starts[t + 1]),
      factors.userFactors,
      factors.resFactors,
      rank,
    ),
  );
}

/** The vectors of the trained ids, where `all` has them; ids that only the history has stay unknown. */
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
