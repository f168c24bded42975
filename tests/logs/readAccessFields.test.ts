import { describe, expect, it } from 'vitest';
import type { ReadAccessOptions } from '../../lib/logs/ReadAccessOptions.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { rowsOf } from '../rowsOf.js';
import { logFolder } from './logFolder.js';
import { writeParquet } from './writeTables.js';

const { newFolder, write } = logFolder('read-access-fields-');

async function read(source: string | string[], options: ReadAccessOptions = {}) {
  const { table, report } = await readAccess(source, options);
  const accesses = rowsOf(table).map(({ tenant, user, res, likelihood }) =>
    [tenant, user, res, likelihood].join(' '),
  );
  return { accesses, report };
}

const jsonl = (...records: object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');

describe('fields by name', () => {
  it('are nested: tenant, user, resource, time and count', async () => {
    const record = (n: unknown) => ({
      org: { unit: { name: 'x' } },
      who: [
        { kind: 'group', id: 'g' },
        { kind: 'person', id: 'ada' },
      ],
      what: ['a', 'b', 'wiki'],
      of: JSON.stringify({ n, at: '2026-03-01T10:00:00Z' }),
    });
    const names = {
      ...{ tenant: 'org.unit.name', user: 'who[kind=person].id', res: 'what[2]' },
      ...{ time: 'of.at', count: 'of.n' },
    };
    const text = jsonl(record(1.5), record('2'), record(0), record(null));
    const json = write('a.jsonl', text);
    const parquet = await writeParquet(`${newFolder()}/a.parquet`, `FROM read_json('${json}')`);
    for (const file of [json, write('a.json', `[${text.trim().replaceAll('\n', ',')}]`), parquet]) {
      const { accesses, report } = await read(file, names);
      expect(accesses).toEqual(['x ada wiki 3.5']);
      expect(report.reasons).toEqual({ 'count is not a positive number': 2 });
      expect(report.span?.first).toEqual(new Date('2026-03-01T10:00:00Z'));
    }
  });

  it('are in JSON that stands in a cell', async () => {
    const cell = (user: string) =>
      `"${JSON.stringify({ Actor: { Id: user }, Item: 'wiki' }).replaceAll('"', '""')}"`;
    const file = write('a.csv', `At,Data\n1,${cell('ada')}\n2,${cell('ben')}\n3,broken\n`);
    const { accesses, report } = await read(file, { user: 'data.actor.id', res: 'Data.Item' });
    expect(accesses).toEqual(['default ada wiki 1', 'default ben wiki 1']);
    expect(report.reasons).toEqual({ 'no user': 1 });
  });

  it('are a column of exactly that name before all others', async () => {
    const record = { 'a.b': 'ada', a: { b: 'ben' }, 'A.B': 'cleo', res: 'wiki' };
    expect((await read(write('a.jsonl', jsonl(record)), { user: 'a.b' })).accesses).toEqual([
      'default ada wiki 1',
    ]);
    const csv = write('a.csv', 'USER,user,res\nben,ada,wiki\n');
    expect((await read(csv)).accesses).toEqual(['default ada wiki 1']);
    expect((await read(csv, { user: 'USER' })).accesses).toEqual(['default ben wiki 1']);
  });

  it.each([200, 60_000])('are found in another spelling in the last rows of %i only', async (length) => {
    const common = jsonl({ user: 'ada', res: 'wiki', of: { it: 'x' } }).repeat(length);
    const late = jsonl({ USER: 'ben', res: 'wiki', of: { IT: 'y' } }).repeat(3);
    const file = write('late.jsonl', common + late);
    const { report, accesses } = await read(file);
    expect(accesses).toEqual([`default ada wiki ${length}`, 'default ben wiki 3']);
    expect(report.unreadable).toBe(0);
    const nested = await read(file, { user: 'of.it' });
    expect(nested.accesses).toEqual([`default x wiki ${length}`, 'default y wiki 3']);
  });

  it('are listed where there is none of that name, nested ones too, the nearest first', async () => {
    const record = {
      actor: { userName: 'ada', id: 1 },
      target: [{ type: 'App', label: 'wiki' }],
      data: '{"User":{"Mail":"x"}}',
      z: 1,
    };
    const file = write('a.jsonl', jsonl(record));
    await expect(read(file, { user: 'actor.username', res: 'z' })).resolves.toBeDefined();
    const error = await read(file, { user: 'actor.usrName', res: 'z' }).catch(({ message }) => message);
    expect(error).toMatch(/^Expected a column "actor\.usrName" in .*a\.jsonl, got "actor\.userName", /);
    for (const name of ['"actor.id"', '"target[type=App].label"', '"data.User.Mail"', '"z"'])
      expect(error).toContain(name);
    const mail = await read(file, { user: 'data.user.email', res: 'z' }).catch(({ message }) => message);
    expect(mail).toMatch(/got "data\.User\.Mail", /);
    const many = write(
      'many.csv',
      `${Array.from({ length: 100 }, (_, n) => `c${n}`).join(',')}\n${',x'.repeat(99)}\n`,
    );
    const listed = await read(many).catch(({ message }) => message);
    expect(listed.match(/"c\d+"/g)).toHaveLength(60);
    expect(listed).toMatch(/, \.\.\.$/);
  });
});

describe('documents that wrap events', () => {
  const records = [
    { user: 'ada', res: 'wiki' },
    { user: 'ben', res: 'mail' },
  ];
  const both = ['default ada wiki 1', 'default ben mail 1'];

  it.each(['Records', 'records', 'value', 'events', 'items', 'entries', 'Entries', 'results'])(
    '%s',
    async (key) => {
      const document = { version: 1, [key]: records };
      expect((await read(write('one.json', JSON.stringify(document)))).accesses).toEqual(both);
      expect((await read(write('pretty.json', JSON.stringify(document, null, 2)))).accesses).toEqual(both);
      const lines = records.map((record) => JSON.stringify({ [key]: [record] })).join('\n');
      expect((await read(write('lines.json', lines))).accesses).toEqual(both);
      expect((await read(write('any.txt', JSON.stringify(document)))).accesses).toEqual(both);
    },
  );

  it('are events themselves where a wanted field stands beside the list', async () => {
    const file = write(
      'a.jsonl',
      jsonl({ user: 'ada', res: 'wiki', events: [{ name: 'x' }, { name: 'y' }] }),
    );
    expect((await read(file)).accesses).toEqual(['default ada wiki 1']);
    expect((await read(file, { user: 'user', res: 'events[0].name' })).accesses).toEqual(['default ada x 1']);
  });

  it('may be empty', async () => {
    const report = (await read(write('a.json', '{"value":[]}')).catch(({ message }) => message)) as unknown;
    expect(report).toMatch(/^Expected a column "user" in .*a\.json, got no record, or none that can be read/);
    const files = [write('a.json', '{"value":[]}'), write('b.json', JSON.stringify({ value: records }))];
    expect((await read(files)).accesses).toEqual(both);
  });
});

describe('times', () => {
  it('may stand in two columns', async () => {
    const file = write(
      'a.csv',
      'day,clock,user,res\n2026-03-01,10:00:00,ada,wiki\n2026-03-02,23:59:59,ada,wiki\n,10:00:00,ada,wiki\n',
    );
    const { report } = await read(file, { time: 'day clock' });
    expect(report.span).toEqual({
      first: new Date('2026-03-01T10:00:00Z'),
      last: new Date('2026-03-02T23:59:59Z'),
    });
    expect(report.reasons).toEqual({ 'time is not a date': 1 });
    const parquet = await writeParquet(
      `${newFolder()}/a.parquet`,
      `FROM read_csv('${file}', all_varchar = true)`,
    );
    const same = await read(parquet, { time: 'day clock' });
    expect(same.report.span).toEqual(report.span);
    expect(same.report.samples).toMatchObject([
      { text: '{"user":"ada","res":"wiki","day":null,"clock":"10:00:00"}' },
    ]);
    await expect(read(file, { time: 'day hour' })).rejects.toThrow('Expected a column "day hour" in');
    const named = write('b.csv', 'a time,user,res\n2026-03-01,ada,wiki\n');
    expect((await read(named, { time: 'a time' })).report.span?.first).toEqual(new Date('2026-03-01'));
  });

  it('are by default the date and the time of W3C logs', async () => {
    const text =
      '#Software: IIS\n#Fields: date time user res\n2026-03-01 10:00:00 ada /a\n#Fields: res date user time\n/b 2026-03-02 ben 11:00:00\n';
    const file = write('w3c.log', text);
    const { accesses, report } = await read(file);
    expect(accesses).toEqual(['default ada /a 1', 'default ben /b 1']);
    expect(report.span).toEqual({
      first: new Date('2026-03-01T10:00:00Z'),
      last: new Date('2026-03-02T11:00:00Z'),
    });
    expect((await read(file, { from: '2026-03-02' })).accesses).toEqual(['default ben /b 1']);
  });

  it('of W3C logs are read where fields were added in the midst', async () => {
    const text =
      '#Fields: date time user res\n2026-03-01 10:00:00 ada /a\n#Fields: res date user time agent\n/b 2026-03-02 ben 11:00:00 "x y"\n';
    const { accesses, report } = await read(write('w3c.log', text), { time: 'date time' });
    expect(accesses).toEqual(['default ada /a 1', 'default ben /b 1']);
    expect(report.unreadable).toBe(0);
  });

  it('before 1990 and after 2100 are none', async () => {
    const times = [
      '1989-12-31T23:59:59.999999Z',
      '1990-01-01',
      '2100-12-31T23:59:59.999999Z',
      '2101-01-01',
      '2610-05-05',
      '0',
      '1.9e20',
    ];
    const file = write('a.csv', `user,res,at\n${times.map((time) => `ada,wiki,${time}\n`).join('')}`);
    const { report } = await read(file, { time: 'at' });
    expect(report.used).toBe(2);
    expect(report.reasons).toEqual({ 'time out of range': 5 });
    const typed = times.slice(0, 4).map((time) => `TIMESTAMP '${time.replace('Z', '')}'`);
    const query = `SELECT 'ada' AS "user", 'wiki' AS res, unnest([${typed.join(', ')}]) AS at`;
    const parquet = await writeParquet(`${newFolder()}/a.parquet`, query);
    for (const source of [query, parquet]) {
      expect((await read(source, { time: 'at' })).report).toMatchObject({
        used: 2,
        reasons: { 'time out of range': 2 },
      });
    }
  });
});
