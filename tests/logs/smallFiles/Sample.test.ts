import { describe, expect, it } from 'vitest';
import { parsedObjects, Sample } from '../../../lib/logs/smallFiles/Sample.js';

function sampleOf(length: number): number[] {
  const sample = new Sample();
  for (let n = 0; n < length; n++) sample.add(String(n));
  return sample.rows.map(Number);
}

describe('Sample', () => {
  it.each([0, 1, 199, 200, 201, 999])('has all of %i rows', (length) => {
    expect(sampleOf(length)).toEqual(Array.from({ length }, (_, n) => n));
  });

  it.each([1000, 5000, 100_000, 1_234_567])(
    'has the first 200 of %i rows, and some from everywhere',
    (length) => {
      const rows = sampleOf(length);
      expect(rows.slice(0, 200)).toEqual(Array.from({ length: 200 }, (_, n) => n));
      const later = rows.slice(200);
      expect(later.length).toBeGreaterThanOrEqual(400);
      expect(later.length).toBeLessThan(800);
      const gaps = later.slice(1).map((row, n) => row - later[n]);
      expect(new Set(gaps).size).toBe(1);
      expect(length - later.at(-1)!).toBeLessThanOrEqual(gaps[0]);
    },
  );
});

it('parsedObjects leaves out what is no object', () => {
  expect(parsedObjects(['{"a":1}', '[1]', 'null', '7', '{', '', ' {"b":{}} '])).toEqual([
    { a: 1 },
    { b: {} },
  ]);
});
