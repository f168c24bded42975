import { Entities } from '../../accesses/entities.js';
import { describe } from '../../base/text/describe.js';
import type { RemoteJob } from '../client/RemoteJob.js';
import type { SparkTable } from '../client/SparkTable.js';
import { unreliable } from '../client/unreliable.js';

/** Users, or resources, as Spark numbers them. */
export interface NumberedNames {
  /** tenant, name and id: 1 to n by tenant and name as bytes. */
  table: SparkTable;
  count: number;
  /** The count of the largest tenant. */
  largest: number;
}

/** The same, with their names in this process. */
export interface RemoteEntities extends NumberedNames {
  entities: Entities;
  /** At n - 1, the id in this process of Spark's id n: Spark sorts names by their bytes. */
  idOf: Int32Array;
}

/** Tables with up to this many rows are sent to every executor: some 100 MB at most. */
const BROADCAST = 1_000_000;

/**
 * A hint to join by small tables: Spark doesn't know the sizes of kept tables.
 *
 * @param sides by their names in the query
 */
export function broadcast(sides: Readonly<Record<string, { count: number }>>): string {
  const small = Object.entries(sides).filter(([, { count }]) => count <= BROADCAST);
  return small.length === 0 ? '' : `/*+ BROADCAST(${small.map(([name]) => name).join(', ')}) */`;
}

/** Spark's ALS has ids of 32 bits. */
const MOST = 2 ** 31 - 2;

/**
 * Numbers the users, or the resources, of accesses, as SynapseML does: a seed then starts from the same
 * factors.
 */
export async function numberEntities(
  job: RemoteJob,
  accesses: SparkTable,
  column: 'user' | 'res',
): Promise<NumberedNames> {
  const table = await job.keep(
    job.query(
      `SELECT tenant, name, row_number() OVER (ORDER BY tenant, name) AS id
      FROM (SELECT DISTINCT tenant, ${column} AS name FROM accesses)`,
      { accesses },
    ),
  );
  const { n, largest } = await job.row(
    'SELECT sum(n) AS n, max(n) AS largest FROM (SELECT count(*) AS n FROM numbered GROUP BY tenant)',
    { numbered: table },
  );
  const count = countOf(n);
  if (count > MOST) {
    throw new RangeError(
      `Expected at most ${MOST} names in column ${column}, which ids of 32 bits can number, got ${count}`,
    );
  }
  return { table, count, largest: countOf(largest) };
}

/** Checks a count of names, for which room is allocated. */
function countOf(n: unknown): number {
  const count = Number(n);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw unreliable('how many names there are', describe(n));
}

/** Reads the names and their ids into this process. */
export async function readEntities(job: RemoteJob, numbered: NumberedNames): Promise<RemoteEntities> {
  const byTenant = new Map<string, Set<string>>();
  const all: { tenant: string; name: string; id: number }[] = [];
  for await (const batch of job.batches(numbered.table)) {
    const [tenants, names, ids] = ['tenant', 'name', 'id'].map((name) => batch.getChild(name)!);
    for (let row = 0; row < batch.numRows; row++) {
      const [tenant, name]: [string, string] = [tenants.get(row), names.get(row)];
      all.push({ tenant, name, id: ids.get(row) });
      const known = byTenant.get(tenant);
      if (known) known.add(name);
      else byTenant.set(tenant, new Set([name]));
    }
  }
  const others = () =>
    unreliable(`names with the ids 1 to ${numbered.count}`, `${all.length} names with others`);
  // Check this before allocating room for as many as Spark says.
  if (all.length !== numbered.count) throw others();
  const entities = new Entities(byTenant);
  const idOf = new Int32Array(numbered.count).fill(-1);
  for (const { tenant, name, id } of all) idOf[id - 1] = entities.find(tenant, name);
  if (idOf.includes(-1)) throw others();
  return { ...numbered, entities, idOf };
}

/** The id in this process of one of Spark's. */
export function ownIdOf({ idOf }: Pick<RemoteEntities, 'idOf'>, id: unknown): number {
  const own = idOf[Number(id) - 1];
  if (own === undefined) throw unreliable(`ids from 1 to ${idOf.length}`, describe(id));
  return own;
}
