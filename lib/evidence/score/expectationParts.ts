import { NEW, PARTS } from '../mixture/mixture.js';
import type { Cells, Neighbors } from './cells.js';
import type { TenantSizes } from './tenantSizes.js';

/**
 * The five reasons to expect that a row (a user, or a resource) meets a column (a resource, or a user):
 *
 *   peers     what similar rows do
 *   alike     columns used like those that the row uses
 *   popular   k / P: by how much the column is used at all
 *   any       1 / columns: any column that is known
 *   new       1 / columns met once, for one that is not known
 *
 * `PARTS` numbers a cell.
 */
export interface ExpectationParts {
  /** Of p(resource | user). */
  ofResource: Float64Array;
  /** Of p(user | resource). */
  ofUser: Float64Array;
}

/** @param sizes the sizes of each cell's tenant */
export function expectationParts(
  { numResources, numUsers, user }: Cells,
  { userPeers, userAlike, resPeers, resAlike }: Neighbors,
  sizes: (cell: number) => TenantSizes,
): ExpectationParts {
  const parts: ExpectationParts = {
    ofResource: new Float64Array(PARTS * user.length),
    ofUser: new Float64Array(PARTS * user.length),
  };
  for (let n = 0; n < user.length; n++) {
    const size = sizes(n);
    fillParts(
      parts.ofResource,
      n,
      userPeers[n],
      userAlike[n],
      numUsers[n],
      size.pairs,
      size.resources,
      size.rareResources,
    );
    fillParts(
      parts.ofUser,
      n,
      resPeers[n],
      resAlike[n],
      numResources[n],
      size.pairs,
      size.users,
      size.rareUsers,
    );
  }
  return parts;
}

function fillParts(
  parts: Float64Array,
  cell: number,
  peers: number,
  alike: number,
  k: number,
  pairs: number,
  columns: number,
  rare: number,
): void {
  const at = PARTS * cell;
  parts[at] = peers;
  parts[at + 1] = alike;
  parts[at + 2] = k / pairs;
  parts[at + 3] = k > 0 ? 1 / columns : 0;
  parts[at + NEW] = k > 0 ? 0 : 1 / rare;
}
