import { describe, expect, it } from 'vitest';
import { onceIn } from '../../../lib/alerts/accounts/onceIn.js';

describe('onceIn', () => {
  it('rounds to what can be known', () => {
    expect([0.4, 1, 1.49, 1.83, 9.4, 10, 139.2, 3649].map(onceIn)).toEqual([
      ...['every day', 'once in 1 day', 'once in 1 day', 'once in 2 days', 'once in 9 days'],
      ...['once in 10 days', 'once in 139 days', 'once in 3,649 days'],
    ]);
  });

  it('names no number beyond ten years', () => {
    expect(onceIn(3650)).toBe('less than once in ten years');
    expect(onceIn(22_973_654)).toBe('less than once in ten years');
  });
});
