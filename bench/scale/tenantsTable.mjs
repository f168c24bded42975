// @ts-check
import { dictionaryColumn } from '../../lib/dist/tables/dictionaryColumn.js';
import { makeColumn } from '../../lib/dist/tables/makeColumn.js';
import { tableFromVectors } from '../../lib/dist/tables/tableFromVectors.js';
import { generate } from '../data/generate.mjs';

/**
 * Tenants of one size, each with accesses of the same kind between users and resources of its own, one tenant after the other.
 * @param {{ tenants: number, users: number, resources: number, pairs: number }} size all of them of all tenants together
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
  const names = (/** @type {string} */ kind, /** @type {number} */ count) =>
    Array.from({ length: count }, (_, n) => `${kind}-${String(n).padStart(7, '0')}`);
  return tableFromVectors([
    ['tenant', dictionaryColumn(codes.tenant, names('tenant', tenants))],
    ['user', dictionaryColumn(codes.user, names('user', tenants * numUsers))],
    ['res', dictionaryColumn(codes.res, names('resource', tenants * numItems))],
    ['likelihood', makeColumn.float64(likelihood)],
  ]);
}
