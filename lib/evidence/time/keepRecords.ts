import { type AccessLog, logOfSorted } from '../../accesses/accessLog.js';
import { hoursOf } from '../../accesses/contexts.js';
import { occurring, renumber, renumberKnown } from '../../accesses/entities.js';
import { gather, positionsWhere } from '../../base/numbers/gather.js';

/**
 * The log as if it had been read from some of its records alone: users and resources without any aren't in
 * it.
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
  // Ids keep the order of names, so sorted data stays sorted.
  return logOfSorted({
    ...{ users, resources, contexts },
    user: renumber(user, log.users, users),
    res: renumber(res, log.resources, resources),
    day: gather(log.records.day, kept),
    values: contexts.map(({ values }, c) => renumberKnown(ids[c], log.contexts[c].values, values)),
  });
}

/** Only the log of some tenants. */
export function restrictLog(log: AccessLog, tenants: ReadonlySet<string>): AccessLog {
  const isKept = log.users.tenants.map((tenant) => tenants.has(tenant));
  const tenantOf = log.users.tenantOfEach();
  const { pair } = log.records;
  return keepRecords(
    log,
    positionsWhere(pair.length, (n) => isKept[tenantOf[log.user[pair[n]]]]),
  );
}
