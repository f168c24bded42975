import { expect, it } from 'vitest';
import { checkNameCount } from '../../lib/tables/checkNameCount.js';

it('refuses more names than a set or a map of V8 holds', () => {
  expect(() => checkNameCount('column user', 16_000_000)).not.toThrow();
  expect(() => checkNameCount('column user', 16_000_001)).toThrow(
    'Expected at most 16,000,000 distinct names in column user, which is what one machine tells apart, got 16,000,001: ' +
      'read and fit them on Spark (connectSpark, docs/scale.md)',
  );
});
