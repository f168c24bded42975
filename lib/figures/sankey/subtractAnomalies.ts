import { type Access, pairKey } from './sankeyAccesses.js';

/**
 * The accesses that stay grey: those of an anomalous pair count one less, since one of them is drawn in red, and those
 * that have none left are dropped. Each anomalous pair is subtracted once.
 */
export function subtractAnomalies(
  accesses: Iterable<Access>,
  anomalies: Iterable<Pick<Access, 'tenant' | 'user' | 'res'>>,
): Access[] {
  const anomalous = new Set(Array.from(anomalies, pairKey));
  return Array.from(accesses, (access) =>
    anomalous.has(pairKey(access)) ? { ...access, count: access.count - 1 } : access,
  ).filter((access) => access.count > 0);
}
