import type { AccessList } from '../../accesses/listAccesses.js';
import { describe } from '../../base/text/describe.js';

/**
 * Checks that accesses are as in a fit: distinct, sorted by user and resource, each within one tenant, with
 * at least one for every user and every resource.
 *
 * @throws Error naming the row, or the name, that isn't so
 */
export function checkAccesses({ users, resources, user, res }: AccessList): void {
  const [userTenants, resTenants] = [users.tenantOfEach(), resources.tenantOfEach()];
  for (let row = 0; row < user.length; row++) {
    const isAfter =
      row === 0 || user[row] > user[row - 1] || (user[row] === user[row - 1] && res[row] > res[row - 1]);
    if (!isAfter || userTenants[user[row]] !== resTenants[res[row]]) {
      throw new Error(
        `Expected distinct accesses in their order, each within a tenant, got user ${user[row]} and res ${res[row]} in row ${row}`,
      );
    }
  }
  expectEach(user, users.names, 'user');
  expectEach(res, resources.names, 'res');
}

function expectEach(ids: Int32Array, names: readonly string[], kind: string): void {
  const seen = new Uint8Array(names.length);
  for (const id of ids) seen[id] = 1;
  const idle = seen.indexOf(0);
  if (idle >= 0) {
    throw new Error(`Expected an access of each ${kind}, got none of ${describe(names[idle])}`);
  }
}
