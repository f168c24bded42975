import { describe, expect, it } from 'vitest';
import { makeTest } from '../../../lib/evaluate/splits/makeTest.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { offices } from '../../evidence/evidenceTables.js';

describe('by time', () => {
  const rows = offices(60).map((row, n) => ({ ...row, at: n % 10, label: n % 13 === 0 ? 1 : 0 }));
  const table = toTable(rows);

  it('what came before is to train on, what came after to test, seen or not', () => {
    const again = { ...rows[1], at: 9 };
    const { train, pairs } = makeTest(toTable([...rows, again]), {
      labelCol: 'label',
      by: 'time',
      timeCol: 'at',
      at: 7,
    });
    expect(train.numRows).toBe(rows.filter(({ at, label }) => at < 7 && label === 0).length);
    const tested = pairs.toArray();
    expect(tested.filter(({ label }) => label === 1)).toHaveLength(
      rows.filter(({ at, label }) => at >= 7 && label === 1).length,
    );
    expect(tested.find(({ user, res }) => user === again.user && res === again.res)).toMatchObject({
      label: 0,
      seen: true,
    });
  });

  it.each([
    [{ by: 'time' }, 'Expected timeCol and at to make a test by time, got undefined and undefined'],
    [{ by: 'day' }, "Expected by to be 'users', 'pairs', 'events' or 'time', got \"day\""],
    [{ negatives: 'hard' }, "Expected negatives to be 'uniform' or 'margins', got \"hard\""],
    [{ labelcol: 'label' }, 'got labelcol'],
    [{ by: 'pairs', fraction: 1 }, 'Expected fraction to be above 0 and below 1, got 1'],
  ])('refuses %o', (options, message) => {
    expect(() => makeTest(table, options as never)).toThrow(message);
  });
});
