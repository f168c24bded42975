import { expect, test } from 'vitest';
import { indexNodes } from '../../../lib/figures/sankey/indexNodes.js';
import { sankeyTrace } from '../../../lib/figures/sankey/sankeyTrace.js';

test('sankeyTrace tells anomalous links by their kind, in any colour', () => {
  const access = { tenant: null, user: 'ann', res: 'wiki', count: 1, userIndex: 0, resIndex: 1 };
  const { link } = sankeyTrace(indexNodes([access]).nodes, [
    { ...access, kind: 'normal', colour: 'red' },
    { ...access, kind: 'anomalous', colour: 'purple' },
  ]);
  expect(link.customdata).toEqual(['other', 'anomalous']);
  expect(link.color).toEqual(['red', 'purple']);
});
