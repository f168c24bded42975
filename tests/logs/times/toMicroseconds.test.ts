import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EARLIEST, LATEST } from '../../../lib/logs/times/timeRange.js';
import { toMicroseconds } from '../../../lib/logs/times/toMicroseconds.js';
import { isoOf, readTimes } from './readTimes.js';

async function read(texts: readonly (string | null)[], sql = toMicroseconds): Promise<(string | null)[]> {
  return (await readTimes(texts, sql)).map(isoOf);
}

async function expectTimes(cases: readonly (readonly [text: string, time: string | null])[]) {
  const times = await read(cases.map(([text]) => text));
  expect(cases.map(([text], n) => [text, times[n]])).toEqual(cases);
}

test('a time may be from 1990 to 2100', () => {
  expect([EARLIEST, LATEST].map(isoOf)).toEqual(['1990-01-01T00:00:00Z', '2101-01-01T00:00:00Z']);
});

describe('ISO 8601', () => {
  test('with decimals, which are cut off beyond the microsecond', () =>
    expectTimes([
      ['2026-03-02T08:00:07Z', '2026-03-02T08:00:07Z'],
      ['2026-03-02T08:00:07.Z', '2026-03-02T08:00:07Z'],
      ['2026-03-02T08:00:07.5Z', '2026-03-02T08:00:07.5Z'],
      ['2026-03-02T08:00:07.1234567Z', '2026-03-02T08:00:07.123456Z'],
      ['2026-03-02T08:00:07.1234569+00:00', '2026-03-02T08:00:07.123456Z'],
      ['2026-03-02T08:00:07.123456789012Z', '2026-03-02T08:00:07.123456Z'],
      ['2026-03-02T08:00:07,123Z', '2026-03-02T08:00:07.123Z'],
      ['2026-03-02 08:00:07,123456789', '2026-03-02T08:00:07.123456Z'],
    ]));

  test('with an offset, or in UTC', () =>
    expectTimes([
      ['2026-03-02T08:00:07', '2026-03-02T08:00:07Z'],
      ['2026-03-02 08:00:07', '2026-03-02T08:00:07Z'],
      ['2026-03-02T08:00:07+11:00', '2026-03-01T21:00:07Z'],
      ['2026-03-02T08:00:07+1100', '2026-03-01T21:00:07Z'],
      ['2026-03-02T08:00:07.25+11', '2026-03-01T21:00:07.25Z'],
      ['2026-03-02T08:00:07 +11:00', '2026-03-01T21:00:07Z'],
      ['2026-03-02 08:00:07,5 -03:30', '2026-03-02T11:30:07.5Z'],
      ['2026-03-02T08:00:07-0330', '2026-03-02T11:30:07Z'],
      ['2026-03-02 08:00:07 UTC', '2026-03-02T08:00:07Z'],
      ['2026-03-02T08:00:07GMT', '2026-03-02T08:00:07Z'],
      ['2026-03-02t08:00:07z', '2026-03-02T08:00:07Z'],
      ['2026-03-02T08:00:07+01:00[Europe/Paris]', '2026-03-02T07:00:07Z'],
      ['2026-03-02T08:00:07Z[UTC]', '2026-03-02T08:00:07Z'],
      // Without an offset the zone's name would be all there is to tell by.
      ['2026-03-02T08:00:07 Nowhere/City', null],
    ]));

  test('without seconds, minutes, a clock, or signs', () =>
    expectTimes([
      ['2026-03-02T08:00Z', '2026-03-02T08:00:00Z'],
      ['2026-03-02 08:00+01:00', '2026-03-02T07:00:00Z'],
      ['2026-03-02T08', '2026-03-02T08:00:00Z'],
      ['2026-03-02', '2026-03-02T00:00:00Z'],
      ['2026-03-02Z', '2026-03-02T00:00:00Z'],
      ['2026-03-02+02:00', '2026-03-01T22:00:00Z'],
      ['2026-03-02T080007Z', '2026-03-02T08:00:07Z'],
      ['2026-03-02T24:00:00Z', '2026-03-03T00:00:00Z'],
    ]));

  test('or nearly so', () =>
    expectTimes([
      ['2026/03/02 08:00:07.5', '2026-03-02T08:00:07.5Z'],
      ['2026.03.02 08:00:07', '2026-03-02T08:00:07Z'],
      ['2026-3-2 8:00', '2026-03-02T08:00:00Z'],
      ['2026/3/2', '2026-03-02T00:00:00Z'],
      ['2026-03-02, 08:00:07', '2026-03-02T08:00:07Z'],
      ['2026-03-02 08:00:07 PM', '2026-03-02T20:00:07Z'],
      ['2026-03-02 12:00:07\u202fam', '2026-03-02T00:00:07Z'],
      [' \t2026-03-02T08:00:07Z\r\n', '2026-03-02T08:00:07Z'],
      ['\u00a02026-03-02T08:00:07,5Z\u202f', '2026-03-02T08:00:07.5Z'],
    ]));

  test('of days and times of day that there are', () =>
    expectTimes([
      ['2024-02-29', '2024-02-29T00:00:00Z'],
      ['2026-02-29', null],
      ['2026-13-01', null],
      ['2026-03-02T25:00:00Z', null],
      ['2026-03-02T08:61:00Z', null],
      ['2026-03-02 13:00 PM', null],
      ['2026-03/02', null],
      ['1-01-2026', null],
    ]));

  test('of any year', () =>
    expectTimes([
      ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
      ['1601-01-01T00:00:00Z', '1601-01-01T00:00:00Z'],
      ['9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999999Z'],
    ]));

  test('of any moment, offset and number of decimals', async () => {
    const start = BigInt(Date.UTC(1990, 0, 1));
    const written = fc.record({
      second: fc.integer({ min: 0, max: 3_502_828_799 }),
      digits: fc.stringMatching(/^\d{0,12}$/),
      offset: fc.integer({ min: -14 * 60, max: 14 * 60 }),
      style: fc.constantFrom('Z', 'none', '+hh:mm', '+hhmm', ' +hh:mm'),
      gap: fc.constantFrom('T', ' ', 't'),
      point: fc.constantFrom('.', ','),
    });
    const examples = fc.sample(written, { numRuns: 5000, seed: 7 });
    const texts = examples.map(({ second, digits, offset, style, gap, point }) => {
      const minutes = style === 'Z' || style === 'none' ? 0 : offset;
      const local = new Date(Number(start) + second * 1000 + minutes * 60_000).toISOString().slice(0, 19);
      const [hh, mm] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
      const numbers = { hh, mm, '+': minutes < 0 ? '-' : '+' };
      const zone =
        style === 'none'
          ? ''
          : style.replace(/hh|mm|\+/g, (part) =>
              String(numbers[part as keyof typeof numbers]).padStart(part === '+' ? 1 : 2, '0'),
            );
      return `${local.replace('T', gap)}${digits && point}${digits}${zone}`;
    });
    const expected = examples.map(
      ({ second, digits }) =>
        start * 1000n + BigInt(second) * 1_000_000n + BigInt(digits.padEnd(6, '0').slice(0, 6)),
    );
    const times = await readTimes(texts, toMicroseconds);
    expect(texts.map((text, n) => [text, times[n]])).toEqual(texts.map((text, n) => [text, expected[n]]));
  });
});

describe('numbers since 1970', () => {
  test('in a unit by their size', () =>
    expectTimes([
      ['1767323045', '2026-01-02T03:04:05Z'],
      ['1767323045123', '2026-01-02T03:04:05.123Z'],
      ['1767323045123456', '2026-01-02T03:04:05.123456Z'],
      ['1767323045123456789', '2026-01-02T03:04:05.123456Z'],
      ['4133980799', '2100-12-31T23:59:59Z'],
      ['4133980799999999999', '2100-12-31T23:59:59.999999Z'],
      ['631152000', '1990-01-01T00:00:00Z'],
      ['631152000000', '1990-01-01T00:00:00Z'],
      ['631152000000000', '1990-01-01T00:00:00Z'],
      ['631152000000000000', '1990-01-01T00:00:00Z'],
      ['999999999999', '2001-09-09T01:46:39.999Z'],
      ['0001767323045', '2026-01-02T03:04:05Z'],
      [' 1767323045\t', '2026-01-02T03:04:05Z'],
      ['0', '1970-01-01T00:00:00Z'],
      ['86400', '1970-01-02T00:00:00Z'],
      ['-5', '1969-12-31T23:59:55Z'],
    ]));

  test('with decimals or an exponent', () =>
    expectTimes([
      ['1767323045.123456', '2026-01-02T03:04:05.123456Z'],
      ['1767323045.', '2026-01-02T03:04:05Z'],
      // As a float of 64 bits writes .123456, when asked for more digits than it has.
      ['1767323045.1234559', '2026-01-02T03:04:05.123456Z'],
      ['4133980799.999999', '2100-12-31T23:59:59.999999Z'],
      ['1767323045123.0', '2026-01-02T03:04:05.123Z'],
      ['1767323045123.457', '2026-01-02T03:04:05.123457Z'],
      ['1767323045123456.4', '2026-01-02T03:04:05.123456Z'],
      ['1.767323045E9', '2026-01-02T03:04:05Z'],
      ['1.767323045123e+12', '2026-01-02T03:04:05.123Z'],
      ['1.767323045123456789E18', '2026-01-02T03:04:05.123456Z'],
    ]));

  test('of any microsecond, as exactly as each unit has it', async () => {
    const moments = fc.sample(fc.bigInt(EARLIEST, LATEST - 1n), { numRuns: 2000, seed: 7 });
    const digits = (value: bigint, decimals: number) =>
      `${value / 10n ** BigInt(decimals)}.${String(value % 10n ** BigInt(decimals)).padStart(decimals, '0')}`;
    for (const write of [
      (us: bigint) => digits(us, 6),
      (us: bigint) => digits(us, 3),
      (us: bigint) => String(us),
      (us: bigint) => `${us}999`,
    ]) {
      expect(await readTimes(moments.map(write), toMicroseconds)).toEqual(moments);
    }
  });

  test('as PowerShell writes them', () =>
    expectTimes([
      ['/Date(1436368907000)/', '2015-07-08T15:21:47Z'],
      ['/Date(1436368907123+0200)/', '2015-07-08T15:21:47.123Z'],
      ['\\/Date(1436368907000)\\/', '2015-07-08T15:21:47Z'],
      // Milliseconds, however few.
      ['/Date(86400000)/', '1970-01-02T00:00:00Z'],
      ['/Date(-62135596800000)/', '0001-01-01T00:00:00Z'],
      ['/Date(99999999999999999999)/', null],
    ]));

  test('but no others', () =>
    expectTimes(
      [
        '0x1F',
        '1_000',
        '1e400',
        '1e30',
        '9'.repeat(30),
        '-',
        '.',
        'NaN',
        'Infinity',
        '-inf',
        '1,767,323,045',
      ].map((text) => [text, null]),
    ));
});

describe('times without signs', () => {
  test('are none of numbers since 1970', () =>
    expectTimes([
      ['20201016100000', '2020-10-16T10:00:00Z'],
      ['20201016100000.049', '2020-10-16T10:00:00.049Z'],
      ['20201016100000,049', '2020-10-16T10:00:00.049Z'],
      ['20201016100000049', '2020-10-16T10:00:00.049Z'],
      ['20201016100000049123', '2020-10-16T10:00:00.049123Z'],
      ['20201016', '2020-10-16T00:00:00Z'],
      ['202010161000', '2020-10-16T10:00:00Z'],
      ['20201016T100000Z', '2020-10-16T10:00:00Z'],
      ['20201016T100000.5+0200', '2020-10-16T08:00:00.5Z'],
      ['20201016T1000', '2020-10-16T10:00:00Z'],
      ['20201016 100000', '2020-10-16T10:00:00Z'],
      ['20201016-100000', '2020-10-16T10:00:00Z'],
      ['20201016100000.0Z', '2020-10-16T10:00:00Z'],
      ['20240229', '2024-02-29T00:00:00Z'],
    ]));

  test('are numbers where there is no such day', () =>
    expectTimes([
      ['20230229', '1970-08-23T03:30:29Z'],
      ['20201316', '1970-08-22T19:28:36Z'],
      ['20201016T250000', null],
    ]));

  test('of any second from 1990 to 2100', async () => {
    const seconds = fc.sample(fc.bigInt(EARLIEST / 1_000_000n, LATEST / 1_000_000n - 1n), {
      numRuns: 2000,
      seed: 7,
    });
    const texts = seconds.map((second) => isoOf(second * 1_000_000n)!.replace(/\D/g, ''));
    expect(await readTimes(texts, toMicroseconds)).toEqual(seconds.map((second) => second * 1_000_000n));
  });
});

describe('any text', () => {
  test('that is no time is NULL', async () => {
    const texts = [
      '',
      ' ',
      'soon',
      'now',
      'today',
      'epoch',
      'infinity',
      '-infinity',
      'null',
      '2026-',
      '10:00',
      null,
    ];
    expect(await read(texts)).toEqual(texts.map(() => null));
  });

  test('fails no query, and is the same in a column and in an expression', async () => {
    const near = fc
      .array(
        fc.constantFrom(
          ...'0123456789-+:.,/TZ eE()',
          '2026',
          '-03-',
          '99999999',
          'Date',
          '\u202f',
          'é',
          '\ud83d\ude00',
        ),
        { maxLength: 24 },
      )
      .map((parts) => parts.join(''));
    const texts = fc.sample(fc.oneof(near, fc.string({ unit: 'binary' }), fc.double().map(String)), {
      numRuns: 20_000,
      seed: 7,
    });
    const times = await readTimes(texts, toMicroseconds);
    expect(times).toHaveLength(texts.length);
    expect(times.some((time) => time !== null)).toBe(true);
    const wrapped = (text: string) => toMicroseconds(`coalesce(${text}, '')`);
    expect(await readTimes(texts, wrapped)).toEqual(times);
  });

  test('may be an expression of no type', async () => {
    expect(await readTimes(['x'], () => toMicroseconds('NULL'))).toEqual([null]);
  });

  test('is read by itself in a column of all kinds', async () => {
    expect(
      await read([
        '2026-01-02T03:04:05Z',
        '1767323045',
        '20260102030405',
        'soon',
        '1767323045000.0',
        '2026-01-02 03:04:05,0',
      ]),
    ).toEqual([
      '2026-01-02T03:04:05Z',
      '2026-01-02T03:04:05Z',
      '2026-01-02T03:04:05Z',
      null,
      '2026-01-02T03:04:05Z',
      '2026-01-02T03:04:05Z',
    ]);
  });
});
