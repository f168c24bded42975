import { expect, test } from 'vitest';
import { usedNames } from '../../lib/tables/usedNames.js';

test('usedNames takes names away that no row has', () => {
  const codes = Int32Array.of(3, 1, 3);
  expect(usedNames(codes, ['a', 'b', 'c', 'd', 'e'])).toEqual(['b', 'd']);
  expect([...codes]).toEqual([1, 0, 1]);
  expect(usedNames(codes, ['b', 'd'])).toEqual(['b', 'd']);
  expect(usedNames(new Int32Array(0), ['b'])).toEqual([]);
});
