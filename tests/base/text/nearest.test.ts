import { expect, it } from 'vitest';
import { nearest } from '../../../lib/base/text/nearest.js';

it.each([
  ['tennant', 'tenant'],
  ['Users', 'user'],
  ['resource', undefined],
  ['acces', 'access'],
  ['x', undefined],
])('%s is nearest to %s', (name, expected) => {
  expect(nearest(name, ['tenant', 'user', 'resx', 'access'])).toBe(expected);
});

it('is none of none', () => {
  expect(nearest('a', [])).toBeUndefined();
});
