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
  const parent = Int32Array.from({ length: numUsers + numResources }, (_, node) => node);
  const find = (node: number): number => {
    let root = node;
    while (parent[root] !== root) {
      // Path halving (Tarjan and van Leeuwen 1984) keeps the trees flat.
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  };
  const touched = new Uint8Array(parent.length);
  for (let n = 0; n < user.length; n++) {
    const a = find(user[n]);
    const b = find(numUsers + res[n]);
    // Users stand before resources, so the smaller root is the component's smallest user.
    parent[Math.max(a, b)] = Math.min(a, b);
    touched[user[n]] = 1;
    touched[numUsers + res[n]] = 1;
  }
  const components = parent.map((_, node) => (touched[node] ? find(node) : -1));
  return { users: components.slice(0, numUsers), resources: components.slice(numUsers) };
}
