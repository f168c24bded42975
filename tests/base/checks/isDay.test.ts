import { expect, it } from 'vitest';
import { isDay } from '../../../lib/base/checks/isDay.js';

it('knows the calendar', () => {
  for (const day of ['2026-02-28', '2024-02-29', '1999-12-31']) expect(isDay(day)).toBe(true);
  for (const day of ['2026-02-30', '2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', 'today', '']) {
    expect(isDay(day)).toBe(false);
  }
});
