import { describe, expect, it } from 'vitest';
import { splitRows } from '../../lib/tables/splitRows.js';
import { toTable } from '../../lib/tables/toTable.js';

describe('splitRows', () => {
  const table = toTable({ user: ['ann', 'bob', 'eve', 'zoe'], n: [1, null, 3, 4] });
  const names = (some: typeof table) => [...some.getChild('user')!];

  it('splits in two, each side in the order of the rows, asked once of each', () => {
    const asked: number[] = [];
    const { train, test } = splitRows(table, (row) => asked.push(row) % 2 === 0);
    expect([names(train), names(test)]).toEqual([
      ['ann', 'eve'],
      ['bob', 'zoe'],
    ]);
    expect(asked).toEqual([0, 1, 2, 3]);
    expect([...train.getChild('n')!, ...test.getChild('n')!]).toEqual([1, 3, null, 4]);
  });

  it('keeps the columns of a side without rows', () => {
    const { train, test } = splitRows(table, () => true);
    expect([train.numRows, test.numRows]).toEqual([0, 4]);
    expect(train.schema.fields.map(String)).toEqual(table.schema.fields.map(String));
  });
});
