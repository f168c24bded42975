import { describe, expect, it } from 'vitest';
import { clockIn, localSpan, localTime, placeOf } from '../../../lib/base/text/localTime.js';

const at = (time: string) => new Date(time);

describe('localTime', () => {
  it('is UTC alone where no zone is given', () => {
    expect(localTime(at('2026-03-29T00:30:59Z'))).toBe('2026-03-29 00:30 UTC');
  });

  it.each([
    // The clocks go forward at 01:00 UTC, and back on the last Sunday of October.
    ['2026-03-29T00:30Z', '2026-03-29 00:30 UTC (01:30 Berlin)'],
    ['2026-03-29T00:59Z', '2026-03-29 00:59 UTC (01:59 Berlin)'],
    ['2026-03-29T01:00Z', '2026-03-29 01:00 UTC (03:00 Berlin)'],
    ['2026-10-25T00:30Z', '2026-10-25 00:30 UTC (02:30 Berlin)'],
    ['2026-10-25T01:30Z', '2026-10-25 01:30 UTC (02:30 Berlin)'],
    ['2026-10-25T02:30Z', '2026-10-25 02:30 UTC (03:30 Berlin)'],
  ])('knows summer time: %s', (time, text) => {
    expect(localTime(at(time), 'Europe/Berlin')).toBe(text);
  });

  it('says the day where it is another one', () => {
    expect(localTime(at('2026-07-01T22:30Z'), 'Europe/Berlin')).toBe(
      '2026-07-01 22:30 UTC (2026-07-02 00:30 Berlin)',
    );
    expect(localTime(at('2026-01-01T03:00Z'), 'America/New_York')).toBe(
      '2026-01-01 03:00 UTC (2025-12-31 22:00 New York)',
    );
  });

  it('takes zones of half hours, and midnight for 00:00', () => {
    expect(clockIn('Asia/Kolkata', at('2026-01-01T18:30Z'))).toBe('2026-01-02 00:00');
    expect(placeOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
  });
});

describe('localSpan', () => {
  it('says UTC once, or both clocks twice', () => {
    const span = { first: at('2026-02-01T00:00Z'), last: at('2026-02-02T10:00Z') };
    expect(localSpan(span)).toBe('2026-02-01 00:00 to 2026-02-02 10:00 UTC');
    expect(localSpan(span, 'Europe/Paris')).toBe(
      '2026-02-01 00:00 UTC (01:00 Paris) to 2026-02-02 10:00 UTC (11:00 Paris)',
    );
  });

  it('says a day once, and that it is another day elsewhere', () => {
    const span = { first: at('2026-02-01T00:00Z'), last: at('2026-02-01T23:59Z') };
    expect(localSpan(span)).toBe('2026-02-01 00:00 to 23:59 UTC');
    expect(localSpan(span, 'Asia/Tokyo')).toBe(
      '2026-02-01 00:00 UTC (09:00 Tokyo) to 23:59 UTC (2026-02-02 08:59 Tokyo)',
    );
  });
});
