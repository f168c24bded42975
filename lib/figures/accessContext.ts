import type { Table } from 'apache-arrow';
import { Numbering } from '../accesses/Numbering.js';
import { asAccesses } from '../alerts/accounts/tellingOf.js';
import { checkNames } from '../base/checks/checkNames.js';
import { expectInteger } from '../base/checks/expect.js';
import { toTable } from '../tables/toTable.js';
import {
  type Access,
  type AccessColumns,
  anomalousAccesses,
  columnsOfBoth,
  sankeyAccesses,
} from './sankey/sankeyAccesses.js';

export interface AccessContextOptions extends AccessColumns {
  /** The greatest number of other resources for each user, a positive integer. Default: 5. */
  perUser?: number;
}

/**
 * The accesses to draw around anomalous ones, for `accessSankey`: for each user with an anomaly, the other
 * resources that the user accesses most, and the anomalous accesses themselves. Each anomalous access counts
 * once, whatever its count (as in the original notebook).
 *
 * Users are ordered by their first anomaly, and their accesses by count, then by name.
 *
 * @param accesses columns as for `accessSankey`, such as those of `readAccess`
 * @param anomalies the same columns except the count; they need not be among the accesses. Of alerts by
 *   account, the telling accesses are taken
 * @returns columns tenant (where there are tenants), user, res, and count
 * @throws TypeError or RangeError as `accessSankey` does, or naming an option
 *
 * @example
 * accessSankey(accessContext(accesses, alerts), alerts)
 */
export function accessContext(accesses: Table, anomalies: Table, options: AccessContextOptions = {}): Table {
  checkNames('accessContext options', options, ['perUser', 'userCol', 'resCol', 'tenantCol', 'countCol']);
  const { perUser = 5, countCol, ...named } = options;
  expectInteger('perUser', perUser, 1);
  const told = asAccesses(anomalies);
  const columns = columnsOfBoth(accesses, told, named);
  const all = sankeyAccesses(accesses, { ...columns, countCol });
  const anomalous = anomalousAccesses(told, columns);
  const [users, pairs] = [new Numbering(), new Numbering()];
  const others: Access[][] = [];
  for (const { tenant, user, res } of anomalous) {
    others[users.add(tenant, user)] ??= [];
    pairs.add(tenant, user, res);
  }
  for (const access of all) {
    const { tenant, user, res } = access;
    if (pairs.find(tenant, user, res) < 0) others[users.find(tenant, user)]?.push(access);
  }
  const shown = others.flatMap((own) => own.sort(byCount).slice(0, perUser));
  const rows = [...shown, ...anomalous];
  return toTable({
    ...(columns.tenantCol !== null && { [columns.tenantCol]: rows.map(({ tenant }) => tenant) }),
    [columns.userCol]: rows.map(({ user }) => user),
    [columns.resCol]: rows.map(({ res }) => res),
    count: rows.map(({ count }) => count),
  });
}

function byCount(a: Access, b: Access): number {
  return b.count - a.count || (a.res < b.res ? -1 : 1);
}
