import { positions, renumber } from '../../accesses/entities.js';
import { foldRows } from '../../als/foldRows.js';
import { initialFactors } from '../../als/initialFactors.js';
import { filterRatings } from '../../als/rowRatings.js';
import { startsOf } from '../../base/numbers/startsOf.js';
import { seededRandom } from '../../base/random/random.js';
import { resFactorsOf, userFactorsOf } from '../model/factorsOf.js';
import type { ModelState } from '../model/ModelState.js';
import type { ResolvedParams } from '../params.js';
import { alsOptions } from './alsOptions.js';
import type { TrainingSet } from './trainTenants.js';

/**
 * The factors that a fit after an earlier one starts from, row-major, users x rankParam: known users at their
 * factors, others where their accesses to known resources put them, and the rest at random.
 *
 * @throws RangeError if the model has another rank
 */
export async function warmStart(
  { userNames, resNames, users, resources, width }: ModelState,
  enriched: TrainingSet,
  params: ResolvedParams,
  signal?: AbortSignal,
): Promise<Float32Array> {
  const rank = params.rankParam;
  if (width - 2 !== rank) {
    throw new RangeError(`Expected warmStart to be of rankParam ${rank}, got a model of rank ${width - 2}`);
  }
  const before = userFactorsOf(users, width);
  const factors = new Float32Array(enriched.users.size * rank);
  const known = positions(enriched.users, userNames);
  known.forEach((id, user) => {
    if (id >= 0) factors.set(before.subarray(id * rank, (id + 1) * rank), user * rank);
  });

  const { user: row, rating } = enriched;
  const other = renumber(enriched.res, enriched.resources, resNames);
  const newcomers = filterRatings({ row, other, rating }, (n) => known[row[n]] < 0 && other[n] >= 0);
  if (newcomers.row.length > 0) {
    await foldRows(newcomers, resFactorsOf(resources, width), factors, { ...alsOptions(params), signal });
  }
  return startZerosAtRandom(factors, enriched, params);
}

/** ALS can't leave zeros that only meet zeros. */
function startZerosAtRandom(
  factors: Float32Array,
  { users, user }: TrainingSet,
  { rankParam: rank, seed }: ResolvedParams,
): Float32Array {
  const random = initialFactors(startsOf(user, users.size), rank, seededRandom(seed));
  for (let at = 0; at < factors.length; at += rank) {
    const row = factors.subarray(at, at + rank);
    if (row.every((value) => value === 0)) row.set(random.subarray(at, at + rank));
  }
  return factors;
}
