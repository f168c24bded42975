import type { Entities } from '../../accesses/entities.js';
import { visibleText } from '../../base/text/visibleText.js';

/**
 * Refuses factors that aren't finite, which extreme likelihoods with little or no regularisation can cause:
 * their scores would be wrong or meaningless.
 *
 * @param ids the ids that were solved
 * @throws RangeError naming the first user or resource that has such factors
 */
export function checkFactors(
  kind: 'user' | 'resource',
  ids: Iterable<number>,
  names: Entities,
  factors: Float32Array,
  { rankParam, regParam }: { rankParam: number; regParam: number },
): void {
  if (areFinite(factors)) return;
  for (const id of ids) {
    if (factors.subarray(id * rankParam, (id + 1) * rankParam).every(Number.isFinite)) continue;
    const [tenant, name] = [names.tenants[names.tenantOfEach()[id]], names.names[id]].map(visibleText);
    throw new RangeError(
      `Expected accesses that give finite factors of 32 bits, got others for ${kind} ${visibleText(name)} of tenant ${visibleText(tenant)} ` +
        `(regParam is ${regParam}: fit with more of it, or with scaled likelihoods)`,
    );
  }
}

/** A sum of finite 32-bit numbers stays within 64 bits. */
function areFinite(factors: Float32Array): boolean {
  let sum = 0;
  for (let n = 0; n < factors.length; n++) sum += factors[n];
  return Number.isFinite(sum);
}
