import { unionFind } from '../../ids/unionFind.js';
import type { SparkTable } from '../client/SparkTable.js';
import type { RemoteEntities } from './entitiesOn.js';
import type { Workbench } from './Workbench.js';

/** After so many rounds nearly all of a graph of accesses has one label: few steps lead from anybody to anybody. */
const ROUNDS = 2;

/**
 * The connected components of the accesses. On Spark, users and resources take the smallest label of their neighbours in turn,
 * for some rounds; the few pairs of labels that still differ are joined here (union-find). So the edges stay where they are.
 */
export async function connect(
  bench: Workbench,
  ratings: SparkTable,
  users: RemoteEntities,
  resources: RemoteEntities,
): Promise<{ users: Int32Array; resources: Int32Array }> {
  let ofUsers = bench.query('SELECT id, id AS label FROM users', { users: users.table });
  let ofResources = ofUsers;
  for (let round = 0; round < ROUNDS; round++) {
    ofResources = await bench.keep(
      bench.query(
        'SELECT r.res AS id, min(u.label) AS label FROM ratings r JOIN labels u ON r.user = u.id GROUP BY r.res',
        { ratings, labels: ofUsers },
      ),
    );
    ofUsers = await bench.keep(
      bench.query(
        'SELECT r.user AS id, min(l.label) AS label FROM ratings r JOIN labels l ON r.res = l.id GROUP BY r.user',
        { ratings, labels: ofResources },
      ),
    );
  }
  // Labels are ids of users.
  const { find, join } = unionFind(users.idOf.length + 1);
  const apart = bench.query(
    `SELECT DISTINCT u.label AS one, l.label AS other
    FROM ratings r JOIN of_users u ON r.user = u.id JOIN of_resources l ON r.res = l.id WHERE u.label <> l.label`,
    { ratings, of_users: ofUsers, of_resources: ofResources },
  );
  for await (const batch of bench.batches(apart)) {
    const [ones, others] = [batch.getChild('one')!, batch.getChild('other')!];
    for (let row = 0; row < batch.numRows; row++) join(ones.get(row), others.get(row));
  }
  const read = async (labels: SparkTable, { idOf }: RemoteEntities) => {
    const components = new Int32Array(idOf.length).fill(-1);
    for await (const batch of bench.batches(labels)) {
      const [ids, label] = [batch.getChild('id')!, batch.getChild('label')!];
      for (let row = 0; row < batch.numRows; row++) components[idOf[ids.get(row) - 1]] = find(label.get(row));
    }
    return components;
  };
  return { users: await read(ofUsers, users), resources: await read(ofResources, resources) };
}
