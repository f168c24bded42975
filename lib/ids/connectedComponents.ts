import { unionFind } from './unionFind.js';

/**
 * Connected components of the graph whose edges are accesses. Two users are in one component if a chain of shared
 * resources leads from one to the other; a component is named by its smallest user id.
 *
 * @returns the component of each user and each resource; -1 for those without an access
 */
export function connectedComponents(
  user: Int32Array,
  res: Int32Array,
  numUsers: number,
  numResources: number,
): { users: Int32Array; resources: Int32Array } {
  // Users stand before resources, so the smallest node of a component is its smallest user.
  const { find, join } = unionFind(numUsers + numResources);
  const touched = new Uint8Array(numUsers + numResources);
  for (let n = 0; n < user.length; n++) {
    join(user[n], numUsers + res[n]);
    touched[user[n]] = 1;
    touched[numUsers + res[n]] = 1;
  }
  const components = Int32Array.from(touched, (isTouched, node) => (isTouched ? find(node) : -1));
  return { users: components.slice(0, numUsers), resources: components.slice(numUsers) };
}
