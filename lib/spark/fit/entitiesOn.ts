import { Entities } from '../../accesses/entities.js';
import type { SparkTable } from '../client/SparkTable.js';
import type { Workbench } from './Workbench.js';

/** Users, or resources, as Spark numbers them. */
export interface NumberedNames {
  /** tenant, name and id, 1 to n by tenant and name as bytes. */
  table: SparkTable;
  count: number;
  /** Of the tenant that has the most. */
  largest: number;
}

/** Users, or resources, on both sides. */
export interface RemoteEntities extends NumberedNames {
  /** Here. */
  entities: Entities;
  /** Of Spark's id n the id here at n - 1: Spark sorts names by their bytes. */
  idOf: Int32Array;
}

/** Tables of up to so many names, or of what belongs to each, go to every executor whole: some 100 MB at most. */
const BROADCAST = 1_000_000;

/**
 * A hint to join by tables that are small, which Spark can't know of what it has kept.
 *
 * @param sides by their names in the query
 */
export function broadcast(sides: Readonly<Record<string, { count: number }>>): string {
  const small = Object.entries(sides).filter(([, { count }]) => count <= BROADCAST);
  return small.length === 0 ? '' : `/*+ BROADCAST(${small.map(([name]) => name).join(', ')}) */`;
}

/** Ids of Spark's ALS are of 32 bits. */
const MOST = 2 ** 31 - 2;

/**
 * Numbers the users, or the resources, of accesses. Ids are SynapseML's, so that the same seed starts from the same factors as
 * there.
 *
 * @throws RangeError where there are more than 32 bits can number
 */
export async function numberNames(
  bench: Workbench,
  accesses: SparkTable,
  column: 'user' | 'res',
): Promise<NumberedNames> {
  const table = await bench.keep(
    bench.query(
      `SELECT tenant, name, row_number() OVER (ORDER BY tenant, name) AS id
      FROM (SELECT DISTINCT tenant, ${column} AS name FROM accesses)`,
      { accesses },
    ),
  );
  const [{ n, largest }] = await bench.rows(
    bench.query(
      'SELECT sum(n) AS n, max(n) AS largest FROM (SELECT count(*) AS n FROM numbered GROUP BY tenant)',
      { numbered: table },
    ),
  );
  const count = Number(n);
  if (count > MOST) {
    throw new RangeError(
      `Expected at most ${MOST} names in column ${column}, which ids of 32 bits can number, got ${count}`,
    );
  }
  return { table, count, largest: Number(largest) };
}

/** The names and their ids, of here. */
export async function readEntities(bench: Workbench, numbered: NumberedNames): Promise<RemoteEntities> {
  const byTenant = new Map<string, Set<string>>();
  const all: { tenant: string; name: string; id: number }[] = [];
  for await (const batch of bench.batches(numbered.table)) {
    const [tenants, names, ids] = ['tenant', 'name', 'id'].map((name) => batch.getChild(name)!);
    for (let row = 0; row < batch.numRows; row++) {
      const entity = {
        tenant: tenants.get(row) as string,
        name: names.get(row) as string,
        id: ids.get(row) as number,
      };
      all.push(entity);
      const known = byTenant.get(entity.tenant);
      if (known) known.add(entity.name);
      else byTenant.set(entity.tenant, new Set([entity.name]));
    }
  }
  const entities = new Entities(byTenant);
  const idOf = new Int32Array(all.length);
  for (const { tenant, name, id } of all) idOf[id - 1] = entities.find(tenant, name);
  return { ...numbered, entities, idOf };
}
