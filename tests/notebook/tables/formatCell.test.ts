import { Bool, DateDay, Float64, Int64, TimestampMicrosecond, Utf8 } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { formatCell, formatText, isNumeric } from '../../../lib/notebook/tables/formatCell.js';
import { isIdentifier } from '../../../lib/notebook/tables/isIdentifier.js';
import { toTable } from '../../../lib/tables/toTable.js';

describe('formatCell', () => {
  it('rounds fractions to the decimals asked for and leaves whole numbers', () => {
    const format = (value: number, digits = 3) => formatCell(value, new Float64(), { digits });
    expect([1.23456, 2, 0, -0, 1234567.891].map((value) => format(value))).toEqual([
      '1.235',
      '2',
      '0',
      '0',
      '1,234,567.891',
    ]);
    expect(format(1.23456, 1)).toBe('1.2');
  });

  it('keeps significant digits of what rounding would turn into 0', () => {
    expect(formatCell(0.0000123456, new Float64(), { digits: 3 })).toBe('0.0000123');
    expect(formatCell(-1.5e-9, new Float64(), { digits: 3 })).toBe('-1.5e-9');
  });

  it('words infinity, NaN and null', () => {
    const values = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, null];
    expect(values.map((value) => formatCell(value, new Float64(), { digits: 3 }))).toEqual([
      '∞',
      '-∞',
      'NaN',
      'null',
    ]);
  });

  it('writes times and dates as ISO 8601', () => {
    expect(formatCell(1500, new TimestampMicrosecond(), { digits: 3 })).toBe('1970-01-01T00:00:01.500');
    expect(formatCell(86_400_000, new DateDay(), { digits: 3 })).toBe('1970-01-02');
    const at = toTable({ at: [new Date(1000)] }).getChild('at')!;
    expect(formatCell(at.get(0), at.type, { digits: 3 })).toBe('1970-01-01T00:00:01');
  });

  it('separates thousands, but of identifiers', () => {
    expect(formatCell(2n ** 60n, new Int64(), { digits: 3 })).toBe('1,152,921,504,606,846,976');
    expect(formatCell(2026, new Float64(), { digits: 3, identifier: true })).toBe('2026');
    expect(['tenant_id', 'userIndex', 'year', 'count', 'paid'].map(isIdentifier)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(formatCell(false, new Bool(), { digits: 3 })).toBe('false');
  });

  it('leaves sentences whole', () => {
    const sentence = 'why this is odd and that is not '.repeat(20).trim();
    expect(formatCell(sentence, new Utf8(), { digits: 3 })).toBe(sentence);
  });

  it('cuts the middle out of a very long name', () => {
    const text = formatCell(`start${'x'.repeat(10_000)}end`, new Utf8(), { digits: 3 });
    expect(text).toHaveLength(200);
    expect(text).toMatch(/^startx+…x+end$/);
  });
});

describe('formatText', () => {
  it('shows characters that break lines, steer a terminal or turn the text around', () => {
    expect(formatText('a\nb\tc\r')).toBe('a\\u000ab\\u0009c\\u000d');
    expect(formatText('\u001b[31mred')).toBe('\\u001b[31mred');
    expect(formatText('abc\u202ecba')).toBe('abc\\u202ecba');
  });

  it('leaves every other name alone', () => {
    for (const name of ['hr_user_1', 'Ünïcödé', '👧', 'ann lee', '<b>', 'C:\\temp'])
      expect(formatText(name)).toBe(name);
  });
});

describe('isNumeric', () => {
  it('tells columns of numbers from others', () => {
    const { schema } = toTable({
      count: [1],
      score: [0.5],
      big: [1n],
      user: ['a'],
      ok: [true],
      at: [new Date(0)],
    });
    expect(schema.fields.map((field) => isNumeric(field.type))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
