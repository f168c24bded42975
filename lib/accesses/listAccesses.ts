import { visibleText } from '../base/text/visibleText.js';
import { readFiniteNumbers } from '../tables/readColumns.js';
import type { Accesses } from './Accesses.js';
import { addUp } from './addUp.js';
import { entitiesOf } from './EntityColumn.js';
import type { Entities } from './entities.js';
import type { PairSums } from './sortPairs.js';

/** Distinct accesses (user id, resource id), sorted by user and then resource, each with its likelihood. */
export interface AccessList extends PairSums {
  users: Entities;
  resources: Entities;
}

/**
 * The accesses that a fit learns from. Rows with the same (tenant, user, res) are observations of the same
 * access: their likelihoods are added up, so that everything later counts an access once.
 *
 * @param likelihoodCol null if every row counts 1
 * @param isAboveZero whether each likelihood has to be above 0
 * @throws RangeError or TypeError naming the column and the row of a likelihood that can't be used, or the
 *   access whose likelihoods add up to more than 32 bits hold, or saying that there are no rows
 */
export function listAccesses(
  { table, users, resources }: Accesses,
  likelihoodCol: string | null,
  isAboveZero = false,
): AccessList {
  const likelihoods =
    likelihoodCol === null
      ? new Float64Array(table.numRows).fill(1)
      : readFiniteNumbers(table, likelihoodCol);
  const wrong = isAboveZero ? likelihoods.findIndex((value) => value <= 0) : -1;
  if (wrong >= 0) {
    const got = table.getChild(likelihoodCol!)!.get(wrong);
    throw new RangeError(
      `Expected column ${likelihoodCol} to hold numbers above 0, got ${got} in row ${wrong}`,
    );
  }
  if (table.numRows === 0) throw new RangeError('Expected a table with at least one row, got 0 rows');
  const known = { users: entitiesOf(users), resources: entitiesOf(resources) };
  const sums = addUp(
    users.idsOfRows(known.users),
    resources.idsOfRows(known.resources),
    likelihoods,
    users.size,
    resources.size,
  );
  const list = { ...known, ...sums };
  checkSums(list, likelihoodCol);
  return list;
}

function checkSums({ users, resources, user, res, likelihood }: AccessList, column: string | null): void {
  const n = likelihood.findIndex((value) => !Number.isFinite(Math.fround(value)));
  if (n < 0) return;
  const tenant = users.tenants[users.tenantOfEach()[user[n]]];
  const names = [tenant, users.names[user[n]], resources.names[res[n]]];
  throw new RangeError(
    `Expected column ${visibleText(String(column))} to add up to a finite 32-bit number for each access, got ${likelihood[n]} for ${names.map(visibleText).join(', ')}`,
  );
}
