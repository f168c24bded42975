import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMicroseconds } from '../../../lib/logs/times/toMicroseconds.js';
import { guessOf, isoOf, readTimes } from './readTimes.js';

const NEEDED = '2026-03-21T22:38:57Z';

describe('a written time', () => {
  test.each<[text: string, format: string, time: string]>([
    ['21/Mar/2026:10:38:57 +0100', '%d/%b/%Y:%H:%M:%S %z', '2026-03-21T09:38:57Z'],
    ['[21/Mar/2026:10:38:57 +0000]', '%d/%b/%Y:%H:%M:%S %z', '2026-03-21T10:38:57Z'],
    ['Sat, 21 Mar 2026 10:38:57 GMT', '%a, %d %b %Y %H:%M:%S GMT', '2026-03-21T10:38:57Z'],
    ['Mon, 02 Nov 2026 09:00:00 +0000', '%a, %d %b %Y %H:%M:%S %z', '2026-11-02T09:00:00Z'],
    ['Saturday, March 21, 2026 10:38 PM', '%a, %b %d, %Y %I:%M %p', '2026-03-21T22:38:00Z'],
    ['Mar 21, 2026 @ 10:38:57.794', '%b %d, %Y @ %H:%M:%S.%f', '2026-03-21T10:38:57.794Z'],
    ['March 21, 2026 at 10:38\u202fPM', '%b %d, %Y at %I:%M %p', '2026-03-21T22:38:00Z'],
    ['Mar 21 2026 10:38:57', '%b %d %Y %H:%M:%S', '2026-03-21T10:38:57Z'],
    ['Sat Mar 21 10:38:57 2026', '%a %b %d %H:%M:%S %Y', '2026-03-21T10:38:57Z'],
    ['Sun Mar  1 10:38:57 UTC 2026', '%a %b %d %H:%M:%S UTC %Y', '2026-03-01T10:38:57Z'],
    ['Sat Mar 21 10:38:57 -0330 2026', '%a %b %d %H:%M:%S %z %Y', '2026-03-21T14:08:57Z'],
    [
      'Sat Mar 21 2026 10:38:57 GMT+0100 (Central European Standard Time)',
      '%a %b %d %Y %H:%M:%S GMT%z',
      '2026-03-21T09:38:57Z',
    ],
    ['21-Mar-2026', '%d-%b-%Y', '2026-03-21T00:00:00Z'],
    ['21 mar 2026 10:00', '%d %b %Y %H:%M', '2026-03-21T10:00:00Z'],
    ['21. March 2026', '%d. %b %Y', '2026-03-21T00:00:00Z'],
    ['3/21/2026, 10:38:57.794 PM', '%m/%d/%Y, %I:%M:%S.%f %p', '2026-03-21T22:38:57.794Z'],
    ['3/21/2026, 10:38:57.5 PM', '%m/%d/%Y, %I:%M:%S.%f %p', '2026-03-21T22:38:57.5Z'],
    ['3/21/2026, 10:38:57.1234567 PM', '%m/%d/%Y, %I:%M:%S.%f %p', '2026-03-21T22:38:57.123456Z'],
    ['3/21/2026 10:38:57\u202fpm', '%m/%d/%Y %I:%M:%S %p', NEEDED],
    ['3/21/2026 10:38:57 p.m.', '%m/%d/%Y %I:%M:%S %p', NEEDED],
    ['3/21/2026 10:38:57PM', '%m/%d/%Y %I:%M:%S %p', NEEDED],
    ['03/21/2026T22:38:57Z', '%m/%d/%YT%H:%M:%SZ', NEEDED],
    ['3/21/2026 22:38:57 UTC', '%m/%d/%Y %H:%M:%S UTC', NEEDED],
    ['3/21/2026 22:38:57 -03:30', '%m/%d/%Y %H:%M:%S %z', '2026-03-22T02:08:57Z'],
    ['21/3/2026 22:38:57', '%d/%m/%Y %H:%M:%S', NEEDED],
    ['11.01.2026 07:31:40', '%d.%m.%Y %H:%M:%S', '2026-01-11T07:31:40Z'],
    ['11.21.2026', '%m.%d.%Y', '2026-11-21T00:00:00Z'],
    ['21.3.2026 22.38.57', '%d.%m.%Y %H.%M.%S', NEEDED],
    ['21-03-2026', '%d-%m-%Y', '2026-03-21T00:00:00Z'],
    ['3-21-2026 1:05 AM', '%m-%d-%Y %I:%M %p', '2026-03-21T01:05:00Z'],
    ['3/21/2026 12:00 AM', '%m/%d/%Y %I:%M %p', '2026-03-21T00:00:00Z'],
    ['3/21/2026 12:00 PM', '%m/%d/%Y %I:%M %p', '2026-03-21T12:00:00Z'],
    [' 3/21/2026 ', '%m/%d/%Y', '2026-03-21T00:00:00Z'],
    ['3/21/9999', '%m/%d/%Y', '9999-03-21T00:00:00Z'],
  ])('%j', async (text, format, time) => {
    expect(await guessOf([[text]])).toEqual({ shown: [format], times: [time] });
    expect(await readTimes([text], toMicroseconds)).toEqual([null]);
  });

  test.each([
    ['Mar 21 10:00:00', 'has no year'],
    ['3/21/26', 'has a year of two digits'],
    ['21/03-2026', 'has two separators'],
    ['Mar 21 2026 10:00:00 2026', 'has two years'],
    ['31/31/2026', 'is no day'],
    ['30/2/2026', 'is no day'],
    ['3/21/2026 13:00 PM', 'has an hour of two kinds'],
    ['3/21/2026 25:00', 'is no time of day'],
    ['Sat Mar 21 10:38:57 PDT 2026', 'has a zone that may be several'],
    ['soon', 'is no time'],
    ['2026-03-21', 'needs no format'],
    ['1767323045', 'needs no format'],
    ['', 'is empty'],
  ])('%j is none, since it %s', async (text) => {
    expect(await guessOf([[text]])).toBeNull();
    expect((await guessOf([['21 Mar 2026', '3/21/2026', text]]))?.times[2]).toBeNull();
  });

  test('never fails a query', async () => {
    const parts = fc.constantFrom(
      ...'0123456789/.-: ,@',
      '2026',
      '21',
      'Mar',
      'Sat',
      'PM',
      'am',
      '+01:00',
      'é',
    );
    const text = fc.oneof(
      fc.array(parts, { maxLength: 16 }).map((some) => some.join('')),
      fc.string({ unit: 'binary' }),
    );
    const texts = fc.sample(text, { numRuns: 10_000, seed: 7 });
    const guess = await guessOf([['3/21/2026', '21.3.2026', '21-3-2026', ...texts]]);
    expect(guess?.times).toHaveLength(texts.length + 3);
  });
});

describe('day or month first', () => {
  test('is told by all values of all sources', async () => {
    expect(
      await guessOf([['4/11/2025 6:41:17 PM', '5/11/2025 6:00:00 AM'], [], ['15/11/2025 2:55:03 PM']]),
    ).toEqual({
      shown: ['%d/%m/%Y %I:%M:%S %p'],
      times: ['2025-11-04T18:41:17Z', '2025-11-05T06:00:00Z', '2025-11-15T14:55:03Z'],
    });
    expect((await guessOf([['1/2/2026'], ['3/25/2026']]))?.times).toEqual([
      '2026-01-02T00:00:00Z',
      '2026-03-25T00:00:00Z',
    ]);
  });

  test('is told by what comes after the sample', async () => {
    const guess = await guessOf([[...Array(2000).fill('1/2/2026'), '3/25/2026']]);
    expect([guess?.times[0], guess?.times.at(-1)]).toEqual(['2026-01-02T00:00:00Z', '2026-03-25T00:00:00Z']);
  });

  test('is asked for where it could be either', async () => {
    await expect(guessOf([['01/02/2026 10:00:00', '03/04/2026 10:00:00']])).rejects.toThrow(
      new Error(
        'Expected timeFormat, since the times in a are "%d/%m/%Y %H:%M:%S" or "%m/%d/%Y %H:%M:%S" alike: say which',
      ),
    );
    await expect(
      guessOf([['2026-01-01'], ['1-2-2026'], ['1-2-2026 10:00', '1-3-2026 10:00']]),
    ).rejects.toThrow('the times in b, c are "%d-%m-%Y %H:%M" or "%m-%d-%Y %H:%M" alike');
    // As many for the one as for the other.
    await expect(guessOf([['25/3/2026', '3/25/2026', '1/2/2026']])).rejects.toThrow('alike: say which');
  });

  test('makes no difference where both numbers are one, or the month has a name', async () => {
    expect(await guessOf([['3/3/2026', '1 Feb 2026']])).toEqual({
      shown: ['%d/%m/%Y', '%d %b %Y'],
      times: ['2026-03-03T00:00:00Z', '2026-02-01T00:00:00Z'],
    });
  });

  test('is what reads the most, and leaves the rest unread', async () => {
    expect(await guessOf([['25/3/2026', '26/3/2026', '3/25/2026', '1/2/2026']])).toEqual({
      shown: ['%d/%m/%Y'],
      times: ['2026-03-25T00:00:00Z', '2026-03-26T00:00:00Z', null, '2026-02-01T00:00:00Z'],
    });
    expect((await guessOf([['3/25/2026', '3/26/2026', '25/3/2026']]))?.times[2]).toBeNull();
  });

  test('is told for each separator', async () => {
    expect((await guessOf([['1/2/2026', '3/25/2026', '1.2.2026', '1-2-2026', '25-3-2026']]))?.times).toEqual([
      '2026-01-02T00:00:00Z',
      '2026-03-25T00:00:00Z',
      '2026-02-01T00:00:00Z',
      '2026-02-01T00:00:00Z',
      '2026-03-25T00:00:00Z',
    ]);
  });
});

describe('a mixture', () => {
  const mixed = ['2026-03-21T22:38:57Z', '1774132737', '3/21/2026, 10:38:57 PM', '20260321223857'];

  test('is read whatever the shares are', async () => {
    const many = [...Array(500).fill(mixed[0]), ...mixed];
    const guess = await guessOf([many]);
    expect(guess?.shown).toEqual(['%m/%d/%Y, %I:%M:%S %p']);
    const others = (await readTimes(many, toMicroseconds)).map(isoOf);
    expect(others.map((time, n) => time ?? guess?.times[n])).toEqual(many.map(() => NEEDED));
    // Each is read by one of the two alone.
    expect(others.filter((time, n) => (time === null) === (guess?.times[n] === null))).toEqual([]);
  });

  test('that the sample misses is found where all is looked at', async () => {
    const late = [...Array(1000).fill(mixed[0]), mixed[2]];
    expect(await guessOf([late])).toBeNull();
    expect((await guessOf([late], 'all'))?.times.at(-1)).toBe(NEEDED);
    expect(await guessOf([['soon']], 'all')).toBeNull();
    // Another source shows the need.
    expect((await guessOf([late, ['21 Mar 2026']]))?.times.at(-2)).toBe(NEEDED);
  });

  test('is shown by its most frequent formats', async () => {
    const guess = await guessOf([
      [
        '1 Mar 2026',
        '2 Mar 2026',
        '3/21/2026',
        '3/22/2026',
        '3/23/2026',
        '21.3.2026',
        '1-Mar-2026',
        '1-Mar-2026',
      ],
    ]);
    expect(guess?.shown).toEqual(['%m/%d/%Y', '%d %b %Y', '%d-%b-%Y']);
    expect(guess?.times).not.toContain(null);
  });
});
