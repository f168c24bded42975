import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectLog } from '../../lib/logs/inspectLog.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { readEvents } from '../../lib/logs/readEvents.js';
import { spillFolder } from '../../lib/sql/spillFolder.js';
import { rowsOf } from '../rowsOf.js';
import { logFolder } from './logFolder.js';
import { writeParquet } from './writeTables.js';

const { newFolder, write } = logFolder('read-access-mixed-');

const pairs = (rows: Record<string, unknown>[]) => rows.map(({ user, res }) => `${user} ${res}`);

describe('several Parquet files', () => {
  const select = (user: string) =>
    `SELECT {'name': '${user}'} AS actor, 'wiki' AS res, '${user}' AS filename, 'x' AS f0, '${user}-1' AS id, 2 AS n`;

  async function folder(): Promise<string> {
    const path = newFolder();
    await writeParquet(join(path, 'a.parquet'), select('ada'));
    await writeParquet(join(path, 'b.parquet'), select('ben'));
    return path;
  }

  it('are read by nested fields, whatever their columns are called, and name the files of events', async () => {
    const path = await folder();
    const options = { user: 'actor.name', res: 'res' };
    const { table, report } = await readAccess(path, { ...options, id: 'id' });
    expect(pairs(rowsOf(table))).toEqual(['ada wiki', 'ben wiki']);
    expect(report).toMatchObject({ used: 2, duplicates: 0 });
    const events = rowsOf(await readEvents(path, { ...options, of: table }));
    expect(events.map(({ file }) => file)).toEqual([join(path, 'a.parquet'), join(path, 'b.parquet')]);
    expect(pairs(rowsOf((await readAccess(path, { user: 'filename', res: 'f0' })).table))).toEqual([
      'ada x',
      'ben x',
    ]);
  });

  it('of one layout say which file a row is of, whatever the files are called', async () => {
    const files = ["it's [1].parquet", 'a b.parquet', 'c,d.parquet'].map((name) => join(newFolder(), name));
    for (const [n, file] of files.entries()) {
      await writeParquet(
        file,
        `SELECT 'u${n}' AS "user", CASE WHEN i > 0 THEN 'r' END AS res FROM range(2) AS t(i)`,
      );
    }
    const { samples } = (await readAccess(files)).report;
    expect(samples.map(({ file }) => file)).toEqual(files);
  });

  it('are read by a profile', async () => {
    const path = newFolder();
    const event = (user: string) =>
      `SELECT 6003 AS class_uid, {'user': {'name': '${user}'}} AS actor, {'operation': 'Get', 'service': {'name': 's3'}} AS api,
        1775376000000 AS time, 'Success' AS status, 1 AS status_id, {'uid': '${user}', 'product': {'name': 'x'}} AS metadata`;
    for (const user of ['ada', 'ben']) await writeParquet(join(path, `${user}.parquet`), event(user));
    const { report } = await readAccess(path, { profile: 'ocsf', res: 'api.operation' });
    expect(report).toMatchObject({ rows: 2, used: 2 });
  });

  it('of a megabyte or more are read with a nested count', async () => {
    const file = join(newFolder(), 'large.parquet');
    const pad = `CASE WHEN n = 0 THEN repeat(md5('x'), ${2 ** 15}) || n END AS pad`;
    await writeParquet(
      file,
      `SELECT 'ada' AS "user", 'wiki' AS res, {'n': 3} AS sum, ${pad} FROM range(4) AS t(n)`,
    );
    const { table } = await readAccess(file, { count: 'sum.n' });
    expect(rowsOf(table)).toMatchObject([{ user: 'ada', likelihood: 12 }]);
  });

  it('give a field that is named for two roles', async () => {
    const file = join(newFolder(), 'twice.parquet');
    await writeParquet(file, `SELECT 'ada' AS "user", 'wiki' AS res`);
    const { table } = await readAccess(file, { tenant: 'user', id: 'user' });
    expect(rowsOf(table)).toMatchObject([{ tenant: 'ada', user: 'ada', res: 'wiki' }]);
  });
});

describe('times', () => {
  it('that are written with the month first only late in a log are read, and said', async () => {
    const iso = Array.from({ length: 1100 }, (_, n) => `ada,wiki,2026-03-01T08:00:${10 + (n % 50)}Z`);
    const late = Array.from({ length: 50 }, (_, n) => `ben,wiki,"3/21/2026, 10:38:${10 + n}.5 PM"`);
    const file = write('late.csv', ['user,res,at', ...iso, ...late].join('\n'));
    const { report } = await readAccess(file, { time: 'at' });
    expect(report).toMatchObject({ used: 1150, unreadable: 0 });
    expect(report.timeFormat?.[0]).toMatch(/^%m\/%d\/%Y/);
    expect(report.span!.last).toEqual(new Date('2026-03-21T22:38:59.500Z'));
  });
});

describe('events that are there twice', () => {
  it('count by the first file, whatever the formats, and by the row that can be read', async () => {
    const folder = newFolder();
    const csv = join(folder, 'a.csv');
    writeFileSync(csv, 'user,res,id\nada,first,1\n,first,2\n');
    const parquet = join(folder, 'b.parquet');
    await writeParquet(
      parquet,
      `SELECT unnest(['ben', 'cleo']) AS "user", 'second' AS res, unnest([1, 2]) AS id`,
    );
    const { table, report } = await readAccess([csv, parquet], { id: 'id' });
    expect(pairs(rowsOf(table))).toEqual(['ada first', 'cleo second']);
    expect(report).toMatchObject({ rows: 4, used: 2, duplicates: 2, unreadable: 0 });
  });

  it('are no reason to leave out others of the same access', async () => {
    const rows = [...Array(5).fill('ada,wiki,1'), 'ada,wiki,2', 'ada,wiki,3'];
    const file = write('events.csv', ['user,res,id', ...rows].join('\n'));
    const { table } = await readAccess(file, { id: 'id' });
    const events = rowsOf(await readEvents(file, { id: 'id', of: table, limit: 3 }));
    expect(events.map(({ id }) => id)).toEqual(['1', '2', '3']);
  });
});

it('a context that neither the profile nor the log has is an error that lists the fields', async () => {
  await expect(
    readAccess('tests/fixtures/logs/cloudtrail', { profile: 'cloudtrail', context: 'netwrok' }),
  ).rejects.toThrow(/^Expected a column "netwrok" in .*, got /);
});

it('nothing is left in the spill folder after an inspection that fails', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'a.csv'), 'user,res\nada,wiki\n');
  writeFileSync(join(folder, 'b.parquet'), `PAR1${'x'.repeat(100)}PAR1`);
  const before = readdirSync(spillFolder()).filter((name) => name.endsWith('.rows'));
  await expect(inspectLog(folder)).rejects.toThrow('b.parquet');
  expect(readdirSync(spillFolder()).filter((name) => name.endsWith('.rows'))).toEqual(before);
});

it('a table of a thousand columns is inspected by each of its names once', async () => {
  const names = Array.from({ length: 1000 }, (_, n) => `Column ${n} of this table`);
  const file = write(
    'wide.csv',
    [names.join(','), ...Array(20).fill(names.map(() => 'x').join(','))].join('\n'),
  );
  expect((await inspectLog(file)).fields.numRows).toBe(1000);
});
