import { connectedComponents } from '../../accesses/connectedComponents.js';
import { renumber, union } from '../../accesses/entities.js';
import type { AccessList } from '../../accesses/listAccesses.js';
import type { Span } from '../../base/checks/span.js';
import { historyFrom } from '../model/history.js';
import type { ModelState } from '../model/ModelState.js';
import { type Standardization, standardization } from '../model/standardize.js';
import type { ResolvedParams } from '../params.js';
import { modelFrom } from './modelFrom.js';
import type { Factors, TrainingSet } from './trainTenants.js';

/**
 * Makes a model: standardised predictions, components, history. The components are those of the history, or,
 * without one, of the training accesses.
 *
 * @throws RangeError naming a user or resource whose factors are beyond 32 bits
 */
export function assembleModel(
  accesses: AccessList,
  enriched: TrainingSet,
  factors: Factors,
  history: AccessList | null,
  params: ResolvedParams,
  span: Span | null,
): ModelState {
  const userNames = history ? union(accesses.users, history.users) : accesses.users;
  const resNames = history ? union(accesses.resources, history.resources) : accesses.resources;
  const seen = history
    ? {
        user: renumber(history.user, history.users, userNames),
        res: renumber(history.res, history.resources, resNames),
      }
    : accesses;
  const standard = standardizeTenants(enriched, factors, params.rankParam);
  const learned = { ...enriched, ...factors, standard, span };
  const known = {
    userNames,
    resNames,
    components: connectedComponents(seen.user, seen.res, userNames.size, resNames.size),
    history: history && historyFrom(seen.user, seen.res, userNames.size),
  };
  return modelFrom(learned, known, params);
}

function standardizeTenants(enriched: TrainingSet, factors: Factors, rank: number): Standardization[] {
  const { users, user, res, starts } = enriched;
  return users.tenants.map((_, t) => {
    const range = [starts[t], starts[t + 1]] as const;
    const [ofUser, ofRes] = [user.subarray(...range), res.subarray(...range)];
    return standardization(ofUser, ofRes, factors.userFactors, factors.resFactors, rank);
  });
}
