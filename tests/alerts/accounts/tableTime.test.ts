import { describe, expect, it } from 'vitest';
import { morningOf, plausibleTime } from '../../../lib/alerts/accounts/tableTime.js';

const at = (text: string) => Date.parse(`${text}Z`);
const day = (text: string) => at(`${text}T00:00`) / 86_400_000;
const now = new Date('2026-11-30T09:00Z');

describe('plausibleTime', () => {
  it('is within the days of the table', () => {
    const range = { first: day('2026-11-01'), last: day('2026-11-03') };
    expect(plausibleTime(at('2026-11-02T12:00'), { range }, now)).toBe(at('2026-11-02T12:00'));
    expect(plausibleTime(at('1970-01-01T00:00'), { range }, now)).toBe(at('2026-11-01T00:00'));
    expect(plausibleTime(at('9999-01-01T00:00'), { range }, now)).toBe(at('2026-11-03T23:59:59.999'));
  });

  it('is no later than today where the table has no days', () => {
    expect(plausibleTime(at('9999-01-01T00:00'), { range: null }, now)).toBe(at('2026-11-30T23:59:59.999'));
    expect(plausibleTime(at('1970-01-01T00:00'), { range: null }, now)).toBe(0);
    expect(morningOf({ range: null }, now)).toBe(at('2026-11-30T00:00'));
  });
});
