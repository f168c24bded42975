import { expect, it } from 'vitest';
import { isoDay } from '../../../lib/base/text/isoDay.js';

it('isoDay says the day in UTC, before 1970 and beyond the year 9999, too', () => {
  const days = ['2026-03-29', '1969-12-31', '+012026-03-29'];
  expect(days.map((day) => isoDay(Date.parse(`${day}T23:59:59.999Z`)))).toEqual(days);
});
