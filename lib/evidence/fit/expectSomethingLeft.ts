import { counted } from '../../base/text/counted.js';
import { visibleText } from '../../base/text/visibleText.js';

/** More names than that say no more. */
const MOST_NAMES = 3;

/**
 * A model of nothing would find everything odd.
 *
 * @param tenants those of the model
 * @param numLeft how many of its accesses are left
 * @throws RangeError naming the tenants where there is none
 */
export function expectSomethingLeft(tenants: readonly string[], numLeft: number): void {
  if (numLeft > 0) return;
  const names = tenants.slice(0, MOST_NAMES).map((tenant) => visibleText(tenant));
  const others = tenants.length - names.length;
  const all = [...names, ...(others > 0 ? [`${counted(others, 'other')}`] : [])].join(', ');
  const whose = tenants.length === 1 ? 'tenant' : 'tenants';
  throw new RangeError(
    `Expected a model that has something left, got one that would have forgotten all accesses of ${whose} ${all}: fit a new model`,
  );
}
