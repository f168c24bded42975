import { expect, test } from 'vitest';
import { subtractAnomalies } from '../../../lib/figures/sankey/subtractAnomalies.js';

const access = (user: string, res: string, count: number, tenant: string | null = null) => ({
  tenant,
  user,
  res,
  count,
});

test('subtractAnomalies takes 1 from anomalous pairs and drops what reaches 0', () => {
  const accesses = [access('a', 'x', 3), access('a', 'y', 1), access('b', 'x', 1)];
  const anomalies = [access('a', 'x', 1), access('a', 'y', 1)];
  expect(subtractAnomalies(accesses, anomalies)).toEqual([access('a', 'x', 2), access('b', 'x', 1)]);
  expect(accesses[0].count).toBe(3);
});

test('subtractAnomalies takes 1 once, however often the pair is listed', () => {
  const anomalies = [access('a', 'x', 1), access('a', 'x', 1)];
  expect(subtractAnomalies([access('a', 'x', 3)], anomalies)).toEqual([access('a', 'x', 2)]);
});

test('subtractAnomalies tells tenants apart', () => {
  const accesses = [access('a', 'x', 2, '1'), access('a', 'x', 2, '2')];
  expect(subtractAnomalies(accesses, [access('a', 'x', 1, '2')])).toEqual([
    access('a', 'x', 2, '1'),
    access('a', 'x', 1, '2'),
  ]);
});
