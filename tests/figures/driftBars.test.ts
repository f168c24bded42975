import { describe, expect, it } from 'vitest';
import { driftBars } from '../../lib/figures/driftBars.js';
import { toTable } from '../../lib/tables/toTable.js';

const drift = toTable([
  { tenant: 't', user: 'ann', change: 'moved', drift: 2, shift: -1 },
  { tenant: 'u', user: 'ann', change: 'moved', drift: 1.5, shift: 1 },
  { tenant: 't', user: '<b>', change: 'moved', drift: 1, shift: 0 },
  { tenant: 't', user: 'eve', change: 'new', drift: null, shift: null },
]);

describe('driftBars', () => {
  it('draws a bar for each who moved, in the order of the table', () => {
    const { data, layout } = driftBars(drift);
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      type: 'bar',
      orientation: 'h',
      textposition: 'none',
      x: [2, 1.5, 1],
      y: [0, 1, 2],
      text: ['ann', 'ann', '&lt;b&gt;'],
      customdata: [-1, 1, 0],
    });
    expect(layout.yaxis).toMatchObject({ autorange: 'reversed', ticktext: ['ann', 'ann', '&lt;b&gt;'] });
  });

  it('draws the first n, of the column named, under a title', () => {
    const { data, layout } = driftBars(drift, { nameCol: 'tenant', n: 2, title: '$x$' });
    expect(data[0].text).toEqual(['t', 'u']);
    expect(layout.title.text).not.toBe('$x$');
    expect(driftBars(drift.slice(3)).data[0].x).toEqual([]);
  });

  it('names a column that is missing', () => {
    expect(() => driftBars(drift, { nameCol: 'res' })).toThrow(
      'Expected a column res, got tenant, user, change, drift, shift',
    );
  });
});
