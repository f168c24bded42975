import { rowOfEach } from '../base/numbers/rowOfEach.js';

/** Ids by tenant: those of tenant t are starts[t] to starts[t + 1] - 1. */
export interface IdRanges {
  readonly tenants: readonly string[];
  readonly starts: Int32Array;
  readonly size: number;
}

/**
 * The known users, or resources: ids 0..n-1, sorted by tenant and name, so that the ids do not
 * depend on the order of a table's rows. Those of tenant t are starts[t] to starts[t + 1].
 */
export class Entities implements IdRanges {
  readonly tenants: readonly string[];
  readonly starts: Int32Array;
  readonly names: readonly string[];
  readonly #ids: Map<string, Map<string, number>>;
  readonly #places: Map<string, number>;

  /** @param byTenant the names of each tenant, without repeats */
  constructor(byTenant: ReadonlyMap<string, Iterable<string>>) {
    this.tenants = [...byTenant.keys()].sort();
    this.starts = new Int32Array(this.tenants.length + 1);
    this.#ids = new Map();
    this.#places = new Map(this.tenants.map((tenant, t) => [tenant, t]));
    const names: string[] = [];
    this.tenants.forEach((tenant, t) => {
      const ids = new Map<string, number>();
      for (const name of [...byTenant.get(tenant)!].sort()) ids.set(name, names.push(name) - 1);
      this.#ids.set(tenant, ids);
      this.starts[t + 1] = names.length;
    });
    this.names = names;
  }

  get size(): number {
    return this.names.length;
  }

  /** The id of a name within a tenant; -1 if unknown. */
  find(tenant: string, name: string): number {
    return this.#ids.get(tenant)?.get(name) ?? -1;
  }

  /** The position of a tenant in `tenants`; -1 if unknown. */
  findTenant(tenant: string): number {
    return this.#places.get(tenant) ?? -1;
  }

  /** The position in `tenants` of each id's tenant. */
  tenantOfEach(): Int32Array {
    return rowOfEach(this.starts);
  }
}

/** The users, or resources, of both. */
export function union(a: Entities, b: Entities): Entities {
  const byTenant = new Map<string, Set<string>>();
  for (const entities of [a, b]) {
    entities.tenants.forEach((tenant, t) => {
      const names = byTenant.get(tenant) ?? new Set();
      for (let id = entities.starts[t]; id < entities.starts[t + 1]; id++) names.add(entities.names[id]);
      byTenant.set(tenant, names);
    });
  }
  return new Entities(byTenant);
}

/** The id in `all` of each id of `some`; -1 if it isn't there. The order stays, as both are sorted. */
export function positions(some: Entities, all: Entities): Int32Array {
  if (some === all) {
    const same = new Int32Array(some.size);
    for (let id = 0; id < same.length; id++) same[id] = id;
    return same;
  }
  const tenantOf = some.tenantOfEach();
  return Int32Array.from(some.names, (name, id) => all.find(some.tenants[tenantOf[id]], name));
}

/** Turns ids of `some` into the ids of the same names in `all`; -1 for a name that isn't there. */
export function renumber(ids: Int32Array, some: Entities, all: Entities): Int32Array {
  const position = positions(some, all);
  const renumbered = new Int32Array(ids.length);
  for (let n = 0; n < ids.length; n++) renumbered[n] = position[ids[n]];
  return renumbered;
}

/** The same as `renumber`; an id of -1 (a missing name) stays -1. */
export function renumberKnown(ids: Int32Array, some: Entities, all: Entities): Int32Array {
  const idOf = positions(some, all);
  if (idOf.every((id, n) => id === n)) return ids;
  const renumbered = new Int32Array(ids.length);
  for (let n = 0; n < ids.length; n++) renumbered[n] = ids[n] < 0 ? ids[n] : idOf[ids[n]];
  return renumbered;
}

/**
 * The entities whose ids occur.
 *
 * @param tenants which tenants are kept; by default those with a name that occurs
 */
export function occurring(entities: Entities, ids: Int32Array, tenants?: readonly string[]): Entities {
  const occurs = new Uint8Array(entities.size);
  for (let n = 0; n < ids.length; n++) if (ids[n] >= 0) occurs[ids[n]] = 1;
  const byTenant = new Map<string, string[]>(tenants?.map((tenant) => [tenant, []]));
  entities.tenants.forEach((tenant, t) => {
    const [start, end] = [entities.starts[t], entities.starts[t + 1]];
    const names = entities.names.slice(start, end).filter((_, n) => occurs[start + n] === 1);
    if (names.length > 0) byTenant.set(tenant, names);
  });
  return new Entities(byTenant);
}
