import { Numbering } from '../../accesses/Numbering.js';
import type { Access } from './sankeyAccesses.js';

/**
 * The accesses that stay grey. A pair that is anomalous counts one less, since one access is drawn in red,
 * and is dropped if none is left. Each anomalous pair is subtracted once.
 */
export function subtractAnomalies(
  accesses: Iterable<Access>,
  anomalies: Iterable<Pick<Access, 'tenant' | 'user' | 'res'>>,
): Access[] {
  const anomalous = new Numbering();
  for (const { tenant, user, res } of anomalies) anomalous.add(tenant, user, res);
  return Array.from(accesses, (access) => {
    const isAnomalous = anomalous.find(access.tenant, access.user, access.res) >= 0;
    return isAnomalous ? { ...access, count: access.count - 1 } : access;
  }).filter((access) => access.count > 0);
}
