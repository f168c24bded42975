import { unionFind } from './unionFind.js';

/**
 * Connected components of the graph whose edges are accesses. Two users are in one component if a chain of
 * shared resources leads from one to the other; a component is named by its smallest user id.
 *
 * @returns the component of each user and each resource; -1 for those without an access
 */
export function connectedComponents(
  user: Int32Array,
  res: Int32Array,
  numUsers: number,
  numResources: number,
): { users: Int32Array; resources: Int32Array } {
  // Users come before resources, so the smallest node of a component is its smallest user.
  const { find, join } = unionFind(numUsers + numResources);
  for (let n = 0; n < user.length; n++) join(user[n], numUsers + res[n]);
  const users = new Int32Array(numUsers);
  const resources = new Int32Array(numResources);
  const hasResource = new Uint8Array(numUsers);
  for (let r = 0; r < numResources; r++) {
    const smallest = find(numUsers + r);
    // The component of a resource with a user is named by a user.
    resources[r] = smallest < numUsers ? smallest : -1;
    if (smallest < numUsers) hasResource[smallest] = 1;
  }
  for (let u = 0; u < numUsers; u++) {
    const smallest = find(u);
    users[u] = hasResource[smallest] === 1 ? smallest : -1;
  }
  return { users, resources };
}
