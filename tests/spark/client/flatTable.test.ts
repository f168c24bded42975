import { expect, it } from 'vitest';
import { flatRoot } from '../../../lib/spark/client/flatTable.js';

it('makes the tables of a list one by one, so that who reads them can stop', () => {
  const view = new DataView(new ArrayBuffer(40));
  const put = (...words: [at: number, word: number][]) => {
    for (const [at, word] of words) view.setUint32(at, word, true);
  };
  // The shape of both tables, at 4: 6 bytes, with a field at 4. The root, at 12, has a list, at 20.
  for (const [at, half] of [
    [4, 6],
    [6, 8],
    [8, 4],
  ]) {
    view.setUint16(at, half, true);
  }
  put([0, 12], [12, 12 - 4], [16, 20 - 16], [20, 2], [24, 32 - 24], [28, 0xffff_ff00], [32, 32 - 4]);
  const tables = flatRoot(view).tables(0);
  expect(tables.next().value!.at(0)).toBe(36);
  expect(() => tables.next()).toThrow(RangeError);
});
