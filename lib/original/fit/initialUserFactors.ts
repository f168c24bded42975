import { initialFactors } from '../../als/initialFactors.js';
import { startsOf } from '../../base/numbers/startsOf.js';
import { seededRandom } from '../../base/random/random.js';
import { visibleText } from '../../base/text/visibleText.js';
import type { ResolvedParams } from '../params.js';
import type { TrainingSet } from './trainTenants.js';

/** A user's factors to start from: `factors` has rankParam numbers. */
export interface InitialUserFactors {
  tenant: string | number | bigint;
  user: string | number | bigint;
  factors: ArrayLike<number>;
}

/**
 * Turns factors by name into factors by id, row-major, users x rankParam. Users that aren't listed start at
 * random.
 *
 * @throws RangeError naming a user that isn't in the table, or whose factors aren't rankParam finite numbers
 */
export function givenStart(
  given: Iterable<InitialUserFactors>,
  { users, user }: TrainingSet,
  { rankParam, seed }: ResolvedParams,
): Float32Array {
  const factors = initialFactors(startsOf(user, users.size), rankParam, seededRandom(seed));
  for (const { tenant, user: name, factors: row } of given) {
    const id = users.find(String(tenant), String(name));
    const shown = visibleText(String(name));
    if (id < 0) {
      const got = `${shown} of tenant ${visibleText(String(tenant))}`;
      throw new RangeError(`Expected initialUserFactors for users of the table, got ${got}`);
    }
    if (row.length !== rankParam) {
      throw new RangeError(`Expected ${rankParam} initial factors for user ${shown}, got ${row.length}`);
    }
    const wrong = Array.from(row).findIndex((factor) => !Number.isFinite(Math.fround(factor)));
    if (wrong >= 0) {
      throw new RangeError(`Expected finite initial factors for user ${shown}, got ${row[wrong]}`);
    }
    factors.set(row, id * rankParam);
  }
  return factors;
}
