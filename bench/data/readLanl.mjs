// @ts-check

/**
 * The real set as interactions: who logged on to which computer, each pair once.
 * @param {string} folder
 * @returns {Promise<import('./generate.mjs').Interactions>}
 */
export async function readLanl(folder) {
  // Loaded here: this module is read before the library is built.
  const { readAccess } = await import('access-anomaly');
  const { table } = await readAccess(folder, { user: 'user', res: 'res' });
  const users = index(table.getChild('user') ?? []);
  const items = index(table.getChild('res') ?? []);
  return {
    numUsers: users.count,
    numItems: items.count,
    users: users.ids,
    items: items.ids,
    ratings: Float32Array.from(table.getChild('likelihood') ?? []),
  };
}

/**
 * Numbers names in the order of their first appearance.
 * @param {Iterable<string>} names
 */
function index(names) {
  /** @type {Map<string, number>} */
  const idOf = new Map();
  const ids = Int32Array.from(names, (name) => {
    const id = idOf.get(name) ?? idOf.size;
    idOf.set(name, id);
    return id;
  });
  return { ids, count: idOf.size };
}
