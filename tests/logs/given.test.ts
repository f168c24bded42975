import { expect, test } from 'vitest';
import { given } from '../../lib/logs/given.js';

test('given leaves out what is empty, and only that', () => {
  const options = {
    user: '',
    res: 'share',
    time: null,
    from: undefined,
    count: 0,
    trim: false,
    rank: Number.NaN,
  };
  expect(given(options)).toEqual({ res: 'share', count: 0, trim: false, rank: Number.NaN });
});
