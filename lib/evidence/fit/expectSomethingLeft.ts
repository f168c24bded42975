import { shownList } from '../../base/text/shownList.js';

/**
 * A model of nothing would find everything odd.
 *
 * @param tenants the model's tenants
 * @param numLeft how many of its accesses are left
 * @throws RangeError naming the tenants if nothing is left
 */
export function expectSomethingLeft(tenants: readonly string[], numLeft: number): void {
  if (numLeft > 0) return;
  const whose = tenants.length === 1 ? 'tenant' : 'tenants';
  throw new RangeError(
    `Expected a model that has something left, got one that would have forgotten all accesses of ${whose} ${shownList(tenants)}: fit a new model`,
  );
}
