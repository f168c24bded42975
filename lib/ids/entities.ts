/**
 * The users, or the resources, that are known: ids 0..n-1, sorted by tenant and name, so that the ids do not depend on
 * the order of a table's rows. Those of tenant t are starts[t] to starts[t + 1].
 */
export class Entities {
  readonly tenants: readonly string[];
  readonly starts: Int32Array;
  readonly names: readonly string[];
  readonly #ids: Map<string, Map<string, number>>;

  /** @param byTenant the names of each tenant, without repeats */
  constructor(byTenant: ReadonlyMap<string, Iterable<string>>) {
    this.tenants = [...byTenant.keys()].sort();
    this.starts = new Int32Array(this.tenants.length + 1);
    this.#ids = new Map();
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

  /** The id of a name within a tenant; -1 where it isn't known. */
  find(tenant: string, name: string): number {
    return this.#ids.get(tenant)?.get(name) ?? -1;
  }

  /** The position in `tenants` of each id's tenant. */
  tenantOfEach(): Int32Array {
    const positions = new Int32Array(this.size);
    for (let t = 0; t < this.tenants.length; t++) positions.fill(t, this.starts[t], this.starts[t + 1]);
    return positions;
  }
}
