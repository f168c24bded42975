import { describe, expect, it } from 'vitest';
import { wholeDates } from '../../../lib/notebook/page/wholeDates.js';

const whole = (date: string) => `<span style="white-space:nowrap">${date}</span>`;

describe('wholeDates', () => {
  it('keeps dates of a sentence on a line', () => {
    expect(wholeDates('from 2026-09-01 to 2026-10-28, day by day (2026-10-29).')).toBe(
      `from ${whole('2026-09-01')} to ${whole('2026-10-28')}, day by day (${whole('2026-10-29')}).`,
    );
  });

  it('leaves names with a date in them as they are', () => {
    const names = 'log-2026-10-28.csv 2026-10-28-a 12026-10-28 /logs/2026-10-28/x';
    expect(wholeDates(names)).toBe(names);
  });
});
