import { unionFind } from '../../accesses/unionFind.js';
import { describe } from '../../base/text/describe.js';
import type { RemoteJob } from '../client/RemoteJob.js';
import type { SparkTable } from '../client/SparkTable.js';
import { unreliable } from '../client/unreliable.js';
import { broadcast, ownIdOf, type RemoteEntities } from './numberEntities.js';
import type { NumberedRatings } from './ratings.js';

/** Tables of id and label: the smallest id of a user that was reached so far. */
interface Labels {
  users: SparkTable;
  resources: SparkTable;
}

/**
 * The connected components of the accesses, by the ids of this process. On Spark, resources take the smallest
 * id of their users, and users the smallest of their resources. After that nearly all have the same label,
 * since popular resources reach far. The distinct pairs of labels that an access still connects are read and
 * joined here (union-find), while the accesses stay on Spark.
 */
export async function readComponents(
  job: RemoteJob,
  graph: NumberedRatings<RemoteEntities>,
): Promise<{ users: Int32Array; resources: Int32Array }> {
  const labels = await firstLabels(job, graph);
  const { find, join } = unionFind(graph.users.count + 1);
  for await (const batch of job.batches(differing(job, graph, labels))) {
    const [ones, others] = [batch.getChild('one')!, batch.getChild('other')!];
    for (let row = 0; row < batch.numRows; row++) {
      join(labelOf(graph.users, ones.get(row)), labelOf(graph.users, others.get(row)));
    }
  }
  const read = async (side: keyof Labels) => {
    const components = new Int32Array(graph[side].idOf.length).fill(-1);
    for await (const batch of job.batches(labels[side])) {
      const [ids, label] = [batch.getChild('id')!, batch.getChild('label')!];
      for (let row = 0; row < batch.numRows; row++) {
        components[ownIdOf(graph[side], ids.get(row))] = find(labelOf(graph.users, label.get(row)));
      }
    }
    if (components.includes(-1)) throw unreliable(`a component of all ${side}`, 'none of some');
    return components;
  };
  return { users: await read('users'), resources: await read('resources') };
}

/** A label is one of Spark's ids of users. */
function labelOf({ count }: Pick<RemoteEntities, 'count'>, label: unknown): number {
  if (typeof label === 'number' && Number.isInteger(label) && label >= 1 && label <= count) return label;
  throw unreliable(`labels from 1 to ${count}`, describe(label));
}

/**
 * The connected components as tables on Spark: rounds until no label changes. A chain of accesses takes as
 * many rounds as it is long.
 */
export async function labelComponents(job: RemoteJob, graph: NumberedRatings): Promise<Labels> {
  let labels = await firstLabels(job, graph);
  for (;;) {
    const { n } = await job.row('SELECT count(*) AS n FROM differing', {
      differing: differing(job, graph, labels),
    });
    if (Number(n) === 0) return labels;
    const next = await spread(job, graph, labels.users);
    await job.drop(labels.users, labels.resources);
    labels = next;
  }
}

async function firstLabels(job: RemoteJob, graph: NumberedRatings): Promise<Labels> {
  return spread(job, graph, job.query('SELECT id, id AS label FROM users', { users: graph.users.table }));
}

/** Resources take the smallest label of their users, then users of their resources. */
async function spread(
  job: RemoteJob,
  { ratings, ...sides }: NumberedRatings,
  labels: SparkTable,
): Promise<Labels> {
  const resources = await job.keep(
    job.query(
      `SELECT ${broadcast({ u: sides.users })} r.res AS id, min(u.label) AS label
      FROM ratings r JOIN labels u ON r.user = u.id GROUP BY r.res`,
      { ratings, labels },
    ),
  );
  const users = await job.keep(
    job.query(
      `SELECT ${broadcast({ l: sides.resources })} r.user AS id, min(l.label) AS label
      FROM ratings r JOIN labels l ON r.res = l.id GROUP BY r.user`,
      { ratings, labels: resources },
    ),
  );
  return { users, resources };
}

/** The pairs of labels, one and other, that differ although an access connects them. */
function differing(job: RemoteJob, { ratings, ...sides }: NumberedRatings, labels: Labels): SparkTable {
  return job.query(
    `SELECT ${broadcast({ u: sides.users, l: sides.resources })} DISTINCT u.label AS one, l.label AS other
    FROM ratings r JOIN of_users u ON r.user = u.id JOIN of_resources l ON r.res = l.id WHERE u.label <> l.label`,
    { ratings, of_users: labels.users, of_resources: labels.resources },
  );
}
