import { Entities } from './entities.js';

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

/** Where each id of `some` stands in `all`; -1 where it doesn't. Keeps their order: both are sorted. */
export function positions(some: Entities, all: Entities): Int32Array {
  if (some === all) return Int32Array.from(some.names, (_, id) => id);
  const tenantOf = some.tenantOfEach();
  return Int32Array.from(some.names, (name, id) => all.find(some.tenants[tenantOf[id]], name));
}
