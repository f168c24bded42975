import { describe, expect, it } from 'vitest';
import { splitByTime } from '../../../lib/evaluate/splits/splitByTime.js';
import { toTable } from '../../../lib/tables/toTable.js';

describe('splitByTime', () => {
  const table = toTable([
    { user: 'ann', res: 'a', at: new Date('2026-01-01') },
    { user: 'ann', res: 'b', at: new Date('2026-01-03') },
    { user: 'bob', res: 'a', at: new Date('2026-01-02') },
    { user: 'ann', res: 'a', at: new Date('2026-01-04') },
  ]);

  it('keeps pairs of the training out of the test, and counts them', () => {
    const { train, test, repeats } = splitByTime(table, { timeCol: 'at', at: new Date('2026-01-03') });
    const shown = (of: typeof table) => of.toArray().map(({ user, res }) => `${user} ${res}`);
    expect(shown(train)).toEqual(['ann a', 'bob a']);
    expect(shown(test)).toEqual(['ann b']);
    expect(repeats).toBe(1);
  });

  it('names a time that is missing, and a column', () => {
    const none = toTable({ user: ['ann', 'bob'], res: ['a', 'b'], at: [1, null] });
    expect(() => splitByTime(none, { timeCol: 'at', at: 1 })).toThrow(
      'Expected column at to hold times or numbers, got null in row 1',
    );
    expect(() => splitByTime(none, { timeCol: 'when', at: 1 })).toThrow(
      'Expected a column when, got user, res, at',
    );
    expect(() => splitByTime(none, { timeCol: 'at', at: Number.NaN })).toThrow(
      'Expected at to be a valid Date or a number',
    );
    expect(() => splitByTime(none, { at: 1 } as never)).toThrow(
      new TypeError('Expected timeCol to name a column, got undefined'),
    );
  });
});
