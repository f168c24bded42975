import type { Table } from 'apache-arrow';
import { accessesOf } from '../../accesses/Accesses.js';
import { likelihoodColOf } from '../../accesses/columns.js';
import { type Entities, positions, renumber, union } from '../../accesses/entities.js';
import { type AccessList, listAccesses } from '../../accesses/listAccesses.js';
import { rowOfEach } from '../../base/numbers/rowOfEach.js';
import { type ComplementSampler, uniformComplement } from '../fit/complementSet.js';
import { checkFactors } from '../model/checkFactors.js';
import { resFactorsOf, userFactorsOf } from '../model/factorsOf.js';
import { type History, historyFrom } from '../model/history.js';
import type { ModelState, Training } from '../model/ModelState.js';
import { scaleLikelihood } from '../model/scaleLikelihood.js';
import type { Side } from '../model/score.js';
import { joinComponents } from './joinComponents.js';
import { findNewcomers, newcomerRatings } from './newcomers.js';
import { solveNewcomers } from './solveNewcomers.js';

export interface FoldInOptions {
  /** Aborting it rejects with the signal's reason. Default: interrupting the notebook's kernel. */
  signal?: AbortSignal;
  /** Draws the complement set of the explicit form, as for the fit. Default: uniformly. */
  sampleComplement?: ComplementSampler;
}

/**
 * Adds users and resources that a model doesn't know yet, from their first accesses: each newcomer's factors
 * are the exact solution against the known factors (Hu, Koren, Volinsky 2008, equation 4), users and
 * resources in turn until they agree. Known vectors stay, and so do their scores and the scale of the scores.
 * Likelihoods beyond those of the fit count as its smallest or largest.
 *
 * @throws RangeError if the model doesn't hold the parameters of its fit, or naming a newcomer whose factors
 *   are beyond 32 bits, which extreme likelihoods with little or no regularisation can cause
 */
export async function foldIn(
  state: ModelState,
  table: Table,
  { signal, sampleComplement = uniformComplement }: FoldInOptions = {},
): Promise<ModelState> {
  const { training, width } = state;
  if (training === null) {
    throw new RangeError(
      "Expected a model that was fitted here to fold accesses into, got one of SynapseML's, which doesn't keep the parameters of its fit",
    );
  }
  const { params } = training;
  // As for a fit: if the column with the default name is missing, every row counts 1.
  const likelihoodCol = likelihoodColOf(table, params.likelihoodCol, params.likelihoodCol === 'likelihood');
  const accesses = listAccesses(accessesOf(table, state.columns), likelihoodCol);
  const userNames = union(state.userNames, accesses.users);
  const resNames = union(state.resNames, accesses.resources);
  const users = extend(state.users, state.userNames, userNames, width);
  const resources = extend(state.resources, state.resNames, resNames, width);
  const user = renumber(accesses.user, accesses.users, userNames);
  const res = renumber(accesses.res, accesses.resources, resNames);

  const newcomers = findNewcomers(user, res, users, resources);
  const names = { userNames, resNames };
  const rating = scaleAsTrained(accesses, training);
  const ratings = newcomerRatings({ user, res, rating }, newcomers, names, params, sampleComplement);
  const userFactors = userFactorsOf(users, width);
  const resFactors = resFactorsOf(resources, width);
  await solveNewcomers(ratings, { ...names, userFactors, resFactors }, params, signal);

  checkFactors('user', newcomers.users, userNames, userFactors, params);
  checkFactors('resource', newcomers.resources, resNames, resFactors, params);
  const bias = biasOf(users, userNames, width);
  const rank = width - 2;
  const rowOf = (factors: Float32Array, id: number) => [...factors.subarray(id * rank, (id + 1) * rank)];
  for (const id of newcomers.users) {
    const deviation = -1 / bias(id)[1];
    const scaled = rowOf(userFactors, id).map((factor) => -factor / deviation);
    setVector(users, id, [...scaled, ...bias(id)]);
  }
  for (const id of newcomers.resources) setVector(resources, id, [...rowOf(resFactors, id), 1, 0]);
  return {
    ...state,
    ...names,
    ...joinComponents(users, resources, user, res),
    history: state.history && renumberHistory(state.history, state, names),
  };
}

/** A side for more names than it has; those have no vector and no component yet. */
function extend({ vectors, known, components }: Side, from: Entities, to: Entities, width: number): Side {
  const extended: Side = {
    vectors: new Float64Array(to.size * width),
    known: new Uint8Array(to.size),
    components: new Int32Array(to.size).fill(-1),
  };
  positions(from, to).forEach((id, before) => {
    extended.vectors.set(vectors.subarray(before * width, (before + 1) * width), id * width);
    extended.known[id] = known[before];
    extended.components[id] = components[before];
  });
  return extended;
}

/**
 * Likelihoods scaled as in the fit. A tenant without a range is new: it has no known names, so none are
 * solved.
 */
function scaleAsTrained(
  { likelihood, users, user }: AccessList,
  { params: { lowValue, highValue }, likelihoods }: Training,
): Float64Array {
  if (lowValue === null || highValue === null) return likelihood;
  const tenantOf = users.tenantOfEach();
  return likelihood.map((value, n) => {
    const range = likelihoods.get(users.tenants[tenantOf[user[n]]]);
    return range ? scaleLikelihood(Float64Array.of(value), lowValue, highValue, range)[0] : value;
  });
}

/** The last two numbers of a user's vector: the same for all users of a tenant. */
function biasOf({ vectors, known }: Side, names: Entities, width: number): (id: number) => number[] {
  const tenantOf = names.tenantOfEach();
  const ofTenant = names.tenants.map((_, t) => {
    for (let id = names.starts[t]; id < names.starts[t + 1]; id++) {
      if (known[id]) return [...vectors.subarray((id + 1) * width - 2, (id + 1) * width)];
    }
    return [];
  });
  return (id) => ofTenant[tenantOf[id]];
}

function setVector({ vectors, known }: Side, id: number, vector: readonly number[]): void {
  vectors.set(vector, id * vector.length);
  known[id] = 1;
}

function renumberHistory(
  history: History,
  before: ModelState,
  { userNames, resNames }: Pick<ModelState, 'userNames' | 'resNames'>,
): History {
  // Both numberings have the same order, so sorted data stays sorted.
  const user = renumber(rowOfEach(history.starts), before.userNames, userNames);
  return historyFrom(user, renumber(history.res, before.resNames, resNames), userNames.size);
}
