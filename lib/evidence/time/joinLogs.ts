import { type AccessLog, logOfSorted } from '../../accesses/accessLog.js';
import { Entities, renumber, renumberKnown, union } from '../../accesses/entities.js';
import { mergeSorted } from '../../accesses/mergeSorted.js';
import { gather } from '../../base/numbers/gather.js';

/** Two logs as one. */
export function joinLogs(a: AccessLog, b: AccessLog): AccessLog {
  const users = union(a.users, b.users);
  const resources = union(a.resources, b.resources);
  const contexts = a.contexts.map(({ name, isHour, values }, c) => ({
    ...{ name, isHour },
    values: onTenants(union(values, b.contexts[c].values), users.tenants),
  }));
  // Ids keep the order of names, so sorted data stays sorted.
  const columns = [a, b].map((log) => {
    const { pair, day } = log.records;
    return [
      gather(renumber(log.user, log.users, users), pair),
      gather(renumber(log.res, log.resources, resources), pair),
      day,
      ...contexts.map(({ values }, c) =>
        renumberKnown(log.records.values[c], log.contexts[c].values, values),
      ),
    ];
  });
  const [user, res, day, ...values] = mergeSorted(columns[0], columns[1]);
  return logOfSorted({ users, resources, contexts, user, res, day, values });
}

/** The same values, with tenants that may have none. */
function onTenants(values: Entities, tenants: readonly string[]): Entities {
  const own = (tenant: string) => {
    const t = values.findTenant(tenant);
    return t < 0 ? [] : values.names.slice(values.starts[t], values.starts[t + 1]);
  };
  return new Entities(new Map(tenants.map((tenant) => [tenant, own(tenant)])));
}
