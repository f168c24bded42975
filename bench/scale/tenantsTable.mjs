// @ts-check
import { generate } from '../data/generate.mjs';
import { tableOf } from '../ours/accessTable.mjs';

/**
 * Tenants of one size, each with accesses of the same kind between users and resources of its own, one tenant
 * after the other.
 * @param {{ tenants: number, users: number, resources: number, pairs: number }} size all of them of all
 *   tenants together
 */
export function tenantsTable({ tenants, users, resources, pairs }) {
  const [numUsers, numItems, interactions] = [users, resources, pairs].map((all) =>
    Math.round(all / tenants),
  );
  const rows = tenants * interactions;
  const codes = { tenant: new Int32Array(rows), user: new Int32Array(rows), res: new Int32Array(rows) };
  const likelihood = new Float64Array(rows);
  for (let tenant = 0; tenant < tenants; tenant++) {
    const own = generate({ users: numUsers, items: numItems, interactions, seed: tenant + 1 });
    const first = tenant * interactions;
    for (let n = 0; n < interactions; n++) {
      codes.tenant[first + n] = tenant;
      codes.user[first + n] = tenant * numUsers + own.users[n];
      codes.res[first + n] = tenant * numItems + own.items[n];
    }
    likelihood.set(own.ratings, first);
  }
  const name = (/** @type {string} */ kind) => (/** @type {number} */ n) =>
    `${kind}-${String(n).padStart(7, '0')}`;
  return tableOf(
    {
      tenant: { codes: codes.tenant, count: tenants, name: name('tenant') },
      user: { codes: codes.user, count: tenants * numUsers, name: name('user') },
      res: { codes: codes.res, count: tenants * numItems, name: name('resource') },
    },
    likelihood,
  );
}
