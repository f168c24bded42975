import { unionFind } from '../../accesses/unionFind.js';
import type { SparkTable } from '../client/SparkTable.js';
import { broadcast, type NumberedNames, type RemoteEntities } from './entitiesOn.js';
import type { Workbench } from './Workbench.js';

/** What users and resources are called after: id and label, the smallest id of a user that was reached. */
interface Labels {
  users: SparkTable;
  resources: SparkTable;
}

type Sides = Record<'users' | 'resources', NumberedNames>;

/**
 * The connected components of the accesses, of here. On Spark, resources take the smallest id of their users, and users the smallest
 * of their resources; then nearly all have one label, for popular resources reach far. The distinct pairs of labels that an access
 * still connects come here and are joined (union-find). So the edges stay where they are.
 */
export async function connectHere(
  bench: Workbench,
  ratings: SparkTable,
  users: RemoteEntities,
  resources: RemoteEntities,
): Promise<{ users: Int32Array; resources: Int32Array }> {
  const sides = { users, resources };
  const labels = await firstLabels(bench, ratings, sides);
  const { find, join } = unionFind(users.count + 1);
  for await (const batch of bench.batches(apart(bench, ratings, labels, sides))) {
    const [ones, others] = [batch.getChild('one')!, batch.getChild('other')!];
    for (let row = 0; row < batch.numRows; row++) join(ones.get(row), others.get(row));
  }
  const read = async (of: SparkTable, { idOf }: RemoteEntities) => {
    const components = new Int32Array(idOf.length).fill(-1);
    for await (const batch of bench.batches(of)) {
      const [ids, label] = [batch.getChild('id')!, batch.getChild('label')!];
      for (let row = 0; row < batch.numRows; row++) components[idOf[ids.get(row) - 1]] = find(label.get(row));
    }
    return components;
  };
  return { users: await read(labels.users, users), resources: await read(labels.resources, resources) };
}

/** The same, of there: rounds until no label moves. What connects by a long chain takes as many rounds as it is long. */
export async function connectThere(
  bench: Workbench,
  ratings: SparkTable,
  users: NumberedNames,
  resources: NumberedNames,
): Promise<Labels> {
  const sides = { users, resources };
  let labels = await firstLabels(bench, ratings, sides);
  for (;;) {
    const [{ n }] = await bench.rows(
      bench.query('SELECT count(*) AS n FROM apart', { apart: apart(bench, ratings, labels, sides) }),
    );
    if (Number(n) === 0) return labels;
    const next = await spread(bench, ratings, labels, sides);
    await bench.drop(labels.users, labels.resources);
    labels = next;
  }
}

async function firstLabels(bench: Workbench, ratings: SparkTable, sides: Sides): Promise<Labels> {
  const own = bench.query('SELECT id, id AS label FROM users', { users: sides.users.table });
  return spread(bench, ratings, { users: own, resources: own }, sides);
}

/** Resources take the smallest label of their users, then users of their resources. */
async function spread(
  bench: Workbench,
  ratings: SparkTable,
  { users: labels }: Labels,
  sides: Sides,
): Promise<Labels> {
  const resources = await bench.keep(
    bench.query(
      `SELECT ${broadcast({ u: sides.users })} r.res AS id, min(u.label) AS label
      FROM ratings r JOIN labels u ON r.user = u.id GROUP BY r.res`,
      { ratings, labels },
    ),
  );
  const users = await bench.keep(
    bench.query(
      `SELECT ${broadcast({ l: sides.resources })} r.user AS id, min(l.label) AS label
      FROM ratings r JOIN labels l ON r.res = l.id GROUP BY r.user`,
      { ratings, labels: resources },
    ),
  );
  return { users, resources };
}

/** The pairs of labels, one and other, that an access connects and that differ. */
function apart(
  bench: Workbench,
  ratings: SparkTable,
  { users, resources }: Labels,
  sides: Sides,
): SparkTable {
  return bench.query(
    `SELECT ${broadcast({ u: sides.users, l: sides.resources })} DISTINCT u.label AS one, l.label AS other
    FROM ratings r JOIN of_users u ON r.user = u.id JOIN of_resources l ON r.res = l.id WHERE u.label <> l.label`,
    { ratings, of_users: users, of_resources: resources },
  );
}
