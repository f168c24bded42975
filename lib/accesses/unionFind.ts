/** Sets that grow together: each node is in one, and a set is named by its smallest node. */
interface UnionFind {
  /** The smallest node of a node's set. */
  find(node: number): number;
  /** Makes the sets of two nodes one. */
  join(one: number, other: number): void;
}

/** Nodes 0 to size - 1, each in a set of its own. */
export function unionFind(size: number): UnionFind {
  const parent = new Int32Array(size);
  for (let node = 0; node < size; node++) parent[node] = node;
  const find = (node: number): number => {
    let root = node;
    while (parent[root] !== root) {
      // Path halving (Tarjan and van Leeuwen 1984) keeps the trees flat.
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  };
  return {
    find,
    join(one, other) {
      // This is so for most edges of a graph of accesses: both are in the same set already.
      if (parent[one] === parent[other]) return;
      const a = find(one);
      const b = find(other);
      parent[Math.max(a, b)] = Math.min(a, b);
    },
  };
}
