import { type AccessLog, logOfSorted } from '../../accesses/accessLog.js';
import { hoursOf } from '../../accesses/contexts.js';
import { occurring, renumber, renumberKnown } from '../../accesses/entities.js';
import { gather, positionsWhere } from '../../base/numbers/gather.js';

/**
 * The log of some of its records, as it is read from them alone: who and what has none isn't in it.
 *
 * @param kept their positions, ascending
 */
export function keepRecords(log: AccessLog, kept: Int32Array): AccessLog {
  const pair = gather(log.records.pair, kept);
  const [user, res] = [gather(log.user, pair), gather(log.res, pair)];
  const users = occurring(log.users, user);
  const resources = occurring(log.resources, res);
  const ids = log.records.values.map((values) => gather(values, kept));
  const contexts = log.contexts.map(({ name, isHour, values }, c) => ({
    ...{ name, isHour },
    values: isHour ? hoursOf(users.tenants) : occurring(values, ids[c], users.tenants),
  }));
  // Ids keep the order of names: what was sorted still is.
  return logOfSorted({
    ...{ users, resources, contexts },
    user: renumber(user, log.users, users),
    res: renumber(res, log.resources, resources),
    day: gather(log.records.day, kept),
    values: contexts.map(({ values }, c) => renumberKnown(ids[c], log.contexts[c].values, values)),
  });
}

/** The log of some tenants alone. */
export function restrictLog(log: AccessLog, tenants: ReadonlySet<string>): AccessLog {
  const isKept = log.users.tenants.map((tenant) => tenants.has(tenant));
  const tenantOf = log.users.tenantOfEach();
  const { pair } = log.records;
  return keepRecords(
    log,
    positionsWhere(pair.length, (n) => isKept[tenantOf[log.user[pair[n]]]]),
  );
}
