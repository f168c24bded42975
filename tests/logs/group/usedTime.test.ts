import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReadAccessOptions } from '../../../lib/logs/ReadAccessOptions.js';
import { readAccess } from '../../../lib/logs/readAccess.js';
import { logFolder } from '../logFolder.js';
import { writeParquet } from '../writeTables.js';

const { newFolder, write } = logFolder('used-time-');
const COLUMNS = { user: 'user', res: 'res', time: 'time' };

/** Thirty days of four accounts, and rows of other times. */
function rows(...others: string[]): string[] {
  const at = (n: number) => new Date(Date.UTC(2026, 9, 1, 0, 36 * n)).toISOString();
  const honest = Array.from({ length: 1200 }, (_, n) => `e${n},u${n % 4},r${n % 3},${at(n)}`);
  return [...honest, ...others.map((time, n) => `f${n},u${n % 4},r1,${time}`)];
}
const csvOf = (lines: string[]) => `id,user,res,time\n${lines.join('\n')}\n`;
const span = { first: new Date('2026-10-01T00:00:00Z'), last: new Date('2026-10-30T23:24:00Z') };

describe('the time of a log', () => {
  const ways: [string, ReadAccessOptions][] = [
    ['counted', {}],
    ['by day', { by: 'day' }],
    ['by hour and in context', { by: 'day', hours: true, context: ['id'] }],
    ['each event once', { id: 'id' }],
    ['with first and last', { times: true }],
    ['by days of likelihood', { likelihood: 'days' }],
  ];
  it.each(ways)('is without false clocks: %s', async (_, options) => {
    const path = write(
      'log.csv',
      csvOf(rows('2099-12-31T00:00:00Z', '1990-01-01T00:00:00Z', '2027-11-30T12:00:00Z')),
    );
    const { report } = await readAccess(path, { ...COLUMNS, ...options });
    expect(report.span).toEqual(span);
    expect(report.outliers).toEqual({
      rows: 3,
      first: new Date('1990-01-01T00:00:00Z'),
      last: new Date('2099-12-31T00:00:00Z'),
    });
    expect(report.used).toBe(1203);
  });

  it('is the same over files of all kinds', async () => {
    const late = rows('2027-11-30T12:00:00Z');
    const [one, two] = [late.slice(0, 700), late.slice(700)];
    const values = two.map((row) => `('${row.replaceAll(',', "', '")}')`).join(', ');
    const parquet = await writeParquet(
      join(newFolder(), 'b.parquet'),
      `SELECT id, "user", res, time::TIMESTAMPTZ AS time FROM (VALUES ${values}) AS t(id, "user", res, time)`,
    );
    for (const source of [
      [write('a.csv', csvOf(one)), parquet],
      [parquet, write('a.csv', csvOf(one))],
    ]) {
      const { report } = await readAccess(source, COLUMNS);
      expect(report.span).toEqual(span);
      expect(report.outliers).toMatchObject({ rows: 1, first: new Date('2027-11-30T12:00:00Z') });
    }
    const { report } = await readAccess(parquet, COLUMNS);
    expect(report.span?.last).toEqual(span.last);
    expect(report.outliers?.rows).toBe(1);
  });

  it('is all of it where nothing is far, and unknown without times', async () => {
    const path = write('log.csv', csvOf(rows('2026-11-10T00:00:00Z')));
    const { report } = await readAccess(path, COLUMNS);
    expect(report.span?.last).toEqual(new Date('2026-11-10T00:00:00Z'));
    expect(report.outliers).toBeNull();
    const without = await readAccess(path, { user: 'user', res: 'res' });
    expect(without.report).toMatchObject({ span: null, outliers: null });
  });

  it('says of what is left out nothing', async () => {
    const path = write('log.csv', csvOf(rows('2027-11-30T12:00:00Z')));
    const { report } = await readAccess(path, { ...COLUMNS, to: '2027-01-01' });
    expect(report.outliers).toBeNull();
    expect(report.leftOut).toEqual({ 'outside of the time': 1 });
  });
});
