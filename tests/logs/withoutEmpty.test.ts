import { expect, test } from 'vitest';
import { withoutEmpty } from '../../lib/logs/withoutEmpty.js';

test('withoutEmpty leaves out what is empty, and only that', () => {
  const options = {
    user: '',
    res: 'share',
    time: null,
    from: undefined,
    count: 0,
    trim: false,
    rank: Number.NaN,
  };
  expect(withoutEmpty(options)).toEqual({ res: 'share', count: 0, trim: false, rank: Number.NaN });
});
