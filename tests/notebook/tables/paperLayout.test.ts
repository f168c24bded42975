import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paperLayout } from '../../../lib/notebook/tables/paperLayout.js';

const number = (longest: number) => ({ least: longest, longest, isProse: false, isText: false });
const name = (longest: number, least = 10) => ({ least, longest, isProse: false, isText: true });
const prose = { least: 12, longest: 150, isProse: true, isText: true };

describe('paperLayout', () => {
  it('leaves a small table as it is', () => {
    expect(paperLayout([name(40), number(8)])).toEqual({ below: new Set(), size: 9, unbroken: 60 });
    expect(paperLayout([])).toEqual({ below: new Set(), size: 9, unbroken: 60 });
  });

  it('puts sentences below where there are many columns, not where there are few', () => {
    expect(paperLayout([name(10), prose]).below).toEqual(new Set());
    expect(paperLayout([name(10), name(10), number(5), prose, number(19)]).below).toEqual(new Set([3]));
  });

  it('breaks long names, then makes letters smaller, then puts the longest name below', () => {
    expect(paperLayout([name(50), name(50)])).toMatchObject({ size: 9, unbroken: 36 });
    expect(paperLayout([...Array(5).fill(number(16)), name(14)])).toMatchObject({ size: 8 });
    const wide = paperLayout([name(30, 30), name(70, 70), name(60, 60)]);
    expect(wide).toEqual({ below: new Set([1]), size: 9, unbroken: 60 });
  });

  it('has room for what stands beside each other wherever numbers alone have', () => {
    const column = fc.record({
      least: fc.integer({ min: 1, max: 60 }),
      more: fc.integer({ min: 0, max: 60 }),
      isProse: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 20 }), (parts) => {
        const columns = parts.map(({ least, more, isProse }) => ({
          ...{ least, longest: least + more, isProse, isText: true },
        }));
        const { below } = paperLayout(columns);
        const beside = columns.filter((_, n) => !below.has(n));
        const least = beside.reduce((sum, column) => sum + column.least + 1.5, 0);
        if (beside.length > 1) expect(least).toBeLessThanOrEqual(121);
      }),
    );
  });
});
