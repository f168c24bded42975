import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadAccessOptions } from '../../lib/logs/ReadAccessOptions.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { rowsOf } from '../rowsOf.js';
import { logFolder } from './logFolder.js';
import { writeDatabase, writeParquet } from './writeTables.js';

const { newFolder, write } = logFolder('read-access-once-');

async function read(source: string | string[], options: ReadAccessOptions = {}) {
  const { table, report } = await readAccess(source, { id: 'id', ...options });
  const { rows, used, duplicates, unreadable, leftOut } = report;
  const numLeftOut = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
  expect(rows).toBe(used + duplicates + unreadable + numLeftOut);
  const accesses = rowsOf(table).map(({ user, res, likelihood }) => [user, res, likelihood].join(' '));
  return { accesses, report };
}

const csvOf = (rows: string[]) => `id,user,res\n${rows.map((row) => `${row}\n`).join('')}`;
const values = (rows: string[]) =>
  `SELECT * FROM (VALUES ${rows.map((row) => `('${row.replaceAll(',', "', '")}')`).join(', ')}) AS t(id, "user", res)`;

describe('an event that was seen before counts once', () => {
  it('in one file, and over files of all formats', async () => {
    const own = newFolder();
    const csv = write('a.csv', csvOf(['1,ada,wiki', '1,ada,wiki', '2,ada,wiki']));
    const json = write('b.jsonl', '{"id":2,"user":"ada","res":"wiki"}\n{"id":3,"user":"ben","res":"wiki"}\n');
    const gz = write('c.csv.gz', gzipSync(csvOf(['3,ben,wiki', '4,ben,wiki'])));
    const parquet = await writeParquet(join(own, 'd.parquet'), values(['4,ben,wiki', '5,cleo,mail']));
    const database = await writeDatabase(join(own, 'e.duckdb'), values(['5,cleo,mail', '6,cleo,mail']));
    const query = values(['6,cleo,mail', '7,cleo,mail']);
    const all = [csv, json, gz, parquet, database, query];
    const { accesses, report } = await read(all);
    expect(accesses).toEqual(['ada wiki 2', 'ben wiki 2', 'cleo mail 3']);
    expect(report).toMatchObject({ rows: 13, used: 7, duplicates: 6 });
    expect((await read([...all].reverse())).report).toMatchObject({ used: 7, duplicates: 6 });
    const kept = await read(all, { duplicates: 'keep' });
    expect(kept.accesses).toEqual(['ada wiki 4', 'ben wiki 4', 'cleo mail 5']);
    expect(kept.report).toMatchObject({ rows: 13, used: 13, duplicates: 0 });
  });

  it('over many Parquet files of one layout, which are read together', async () => {
    const own = newFolder();
    for (let n = 0; n < 5; n++) {
      await writeParquet(
        join(own, `${n}.parquet`),
        `SELECT (i + ${10 * n})::VARCHAR AS id, 'ada' AS "user", 'r' || i % 3 AS res FROM range(20) t(i)`,
      );
    }
    expect((await read(own)).report).toMatchObject({ rows: 100, used: 60, duplicates: 40 });
    const whole = await readAccess(own, { user: 'user', res: 'res' });
    expect(whole.report).toMatchObject({ rows: 100, used: 100, duplicates: 0 });
  });

  it('the first one by the order of the files', async () => {
    const [a, b] = [write('a.csv', csvOf(['1,ada,wiki'])), write('b.csv', csvOf(['1,ben,mail']))];
    expect((await read([a, b])).accesses).toEqual(['ada wiki 1']);
    expect((await read([b, a])).accesses).toEqual(['ben mail 1']);
  });

  it('whatever stands for no id is none', async () => {
    const none = ['', '-', 'null', ' ', 'N/A'].map((id) => `${id},ada,wiki`);
    const file = write('a.csv', csvOf([...none, ...none]));
    expect((await read(file)).report).toMatchObject({ rows: 10, used: 10, duplicates: 0 });
    const json = write('a.jsonl', '{"id":null,"user":"a","res":"b"}\n{"user":"a","res":"b"}\n'.repeat(3));
    expect((await read([json, write('b.jsonl', '{"id":"x","user":"a","res":"b"}')])).report).toMatchObject({
      used: 7,
    });
  });

  it('by one that is nested, or stands in JSON that is text', async () => {
    const event = (id: string) =>
      `${JSON.stringify({ meta: JSON.stringify({ event: { id } }), user: 'ada', res: 'wiki' })}\n`;
    const file = write('a.jsonl', [event('x'), event('y'), event('x')].join(''));
    expect((await read(file, { id: 'meta.event.id' })).report).toMatchObject({ used: 2, duplicates: 1 });
  });

  it('also where it cannot be read, or is outside of the time', async () => {
    const file = write(
      'a.csv',
      'id,user,res,at\n1,,wiki,2026-03-01\n1,,wiki,2026-03-01\n2,ada,wiki,2026-01-01\n2,ada,wiki,2026-01-01\n3,ada,wiki,2026-03-01\n',
    );
    const { report } = await read(file, { time: 'at', from: '2026-02-01' });
    expect(report).toMatchObject({
      rows: 5,
      used: 1,
      duplicates: 2,
      unreadable: 1,
      leftOut: { 'outside of the time': 1 },
    });
  });

  it('with its count, its day, its times and the spelling that it has', async () => {
    const file = write(
      'a.csv',
      'id,user,res,at,n\n1,Ada,wiki,2026-03-01T10:00:00Z,2\n1,ADA,wiki,2026-03-02T10:00:00Z,5\n2,ada,wiki,2026-03-03T10:00:00Z,0.5\n',
    );
    const options = { id: 'id', time: 'at', count: 'n', times: true, foldCase: true } as const;
    const { table, report } = await readAccess(file, options);
    expect(rowsOf(table)).toMatchObject([
      { user: 'Ada', likelihood: 2.5, first: Date.UTC(2026, 2, 1, 10), last: Date.UTC(2026, 2, 3, 10) },
    ]);
    expect(report).toMatchObject({ used: 2, duplicates: 1, joinedSpellings: { user: 1, res: 0 } });
    expect((await read(file, { time: 'at', likelihood: 'days', foldCase: 'lower' })).accesses).toEqual([
      'ada wiki 2',
    ]);
  });

  it('is an error where the column is missing, and takes known words', async () => {
    const file = write('a.csv', 'user,res\nada,wiki\n');
    await expect(read(file)).rejects.toThrow(`Expected a column "id" in ${file}, got "res", "user"`);
    await expect(read(file, { duplicates: 'twice' })).rejects.toThrow(
      `Expected duplicates to be 'once' or 'keep', got "twice"`,
    );
  });
});

it('profiles know their ids; one that is named is used instead', async () => {
  const event = (id: string, own: string) => ({
    ...{
      eventID: id,
      own,
      eventTime: '2026-03-01T10:00:00Z',
      eventSource: 's3.amazonaws.com',
      eventName: 'GetObject',
    },
    ...{ userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ada', userName: 'ada' } },
    recipientAccountId: '111122223333',
  });
  const records = [event('1', 'a'), event('1', 'b'), event('2', 'b')];
  const file = write('trail.json', JSON.stringify({ Records: records }));
  const report = async (options: ReadAccessOptions) =>
    (await readAccess(file, { profile: 'cloudtrail', ...options })).report;
  expect(await report({})).toMatchObject({ used: 2, duplicates: 1 });
  expect(await report({ id: 'own' })).toMatchObject({ used: 2, duplicates: 1 });
  expect(await report({ duplicates: 'keep' })).toMatchObject({ used: 3, duplicates: 0 });
});

it('the table is that of the distinct events, whatever the rows are', async () => {
  const row = fc.record({
    id: fc.constantFrom('1', '2', '3', '4', ''),
    user: fc.constantFrom('ada', 'ben'),
    res: fc.constantFrom('wiki', 'mail'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 12 }),
      fc.nat({ max: 12 }),
      async (rows, at) => {
        const seen = new Set<string>();
        const left = rows.filter(({ id }) => id === '' || (!seen.has(id) && seen.add(id)));
        const text = (some: typeof rows) => csvOf(some.map(({ id, user, res }) => `${id},${user},${res}`));
        const files = [write('a.csv', text(rows.slice(0, at))), write('b.csv', text(rows.slice(at)))];
        const { accesses, report } = await read(files);
        const plain = await readAccess(write('c.csv', text(left)), {});
        expect(accesses).toEqual(
          rowsOf(plain.table).map(({ user, res, likelihood }) => [user, res, likelihood].join(' ')),
        );
        expect(report.duplicates).toBe(rows.length - left.length);
      },
    ),
    { numRuns: 25 },
  );
});
