import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import type { ReadAccessOptions } from '../../lib/logs/ReadAccessOptions.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { rowsOf } from '../rowsOf.js';
import { logFolder } from './logFolder.js';

const { folder, newFolder, write } = logFolder('read-access-options-');

async function read(source: string | string[], options: object = {}) {
  const { table, report } = await readAccess(source, {
    user: 'user',
    res: 'res',
    ...options,
  } as ReadAccessOptions);
  const accesses = rowsOf(table).map(({ tenant, user, res, likelihood }) =>
    [tenant, user, res, likelihood].join(' '),
  );
  return { accesses, report };
}

const log = [
  'user,res,at,n',
  'ann,wiki,2026-01-01T08:00:00Z,1',
  'ann,wiki,2026-01-01T23:30:00-02:00,2',
  'ann,wiki,2026-01-02 09:00:00,4',
  'bob,mail,2026-01-31T23:59:59.999999Z,1',
  'bob,mail,2026-02-01,1',
  'bob,wiki,yesterday,1',
  'bob,wiki,,1',
].join('\n');

describe('time', () => {
  test('has users and resources in columns of their own', async () => {
    await expect(readAccess('nowhere.csv', { user: 'who', res: 'who' })).rejects.toThrow(
      new RangeError('Expected user and res to name different columns, got "who" for both'),
    );
  });

  test('knows the calendar, and which of two days comes first', async () => {
    for (const [from, to, message] of [
      ['2026-02-30', undefined, 'Expected from to be a Date or a date in ISO 8601, got "2026-02-30"'],
      ['2026-02-02', '2026-02-02', 'Expected from to be before to, got "2026-02-02" and "2026-02-02"'],
    ]) {
      await expect(readAccess('nowhere.csv', { time: 'at', from, to })).rejects.toThrow(
        new RangeError(message),
      );
    }
  });

  test('is from a moment on, and before another', async () => {
    const file = write('log.csv', log);
    const { accesses, report } = await read(file, { time: 'at', from: '2026-01-02', to: '2026-02-01' });
    expect(accesses).toEqual(['default ann wiki 2', 'default bob mail 1']);
    expect(report).toMatchObject({
      rows: 7,
      used: 3,
      unreadable: 2,
      reasons: { 'time is not a date': 2 },
      leftOut: { 'outside of the time': 2 },
      span: { first: new Date('2026-01-02T01:30:00Z'), last: new Date('2026-01-31T23:59:59.999Z') },
    });
    expect(report.samples.map(({ text }) => text)).toEqual(['bob,wiki,yesterday,1', 'bob,wiki,,1']);
    const dates = { from: new Date('2026-01-02T00:00:00Z'), to: new Date('2026-02-01T00:00:00Z') };
    expect((await read(file, { time: 'at', ...dates })).accesses).toEqual(accesses);
  });

  test('may be all that there is', async () => {
    const { report } = await read(write('log.csv', log), { time: 'at' });
    expect(report).toMatchObject({ used: 5, leftOut: {}, span: { last: new Date('2026-02-01T00:00:00Z') } });
    const none = await read(write('log.csv', log), { time: 'at', from: '2030-01-01' });
    expect(none.accesses).toEqual([]);
    expect(none.report).toMatchObject({ used: 0, span: null, leftOut: { 'outside of the time': 5 } });
  });

  test.each([
    ['seconds', '1767254400'],
    ['seconds with a fraction', '1767254400.25'],
    ['milliseconds', '1767254400000'],
    ['microseconds', '1767254400000000'],
    ['nanoseconds', '1767254400000000000'],
    ["PowerShell's JSON", '/Date(1767254400000)/'],
    ['ISO 8601 with an offset', '2026-01-01T10:00:00+02:00'],
    ['ISO 8601 with many digits', '2026-01-01T08:00:00.1234567Z'],
  ])('reads %s', async (_, text) => {
    const { report } = await read(write('a.csv', `user,res,at\nann,wiki,${text}`), { time: 'at' });
    expect(Math.floor(report.span!.first.getTime() / 1000)).toBe(1767254400);
  });

  test('reads the types of Parquet and of JSON', async () => {
    const query = (value: string) => `SELECT 'ann' AS "user", 'wiki' AS res, ${value} AS at`;
    for (const value of [
      "TIMESTAMP '2026-01-01 08:00:00'",
      "TIMESTAMPTZ '2026-01-01 10:00:00+02'",
      "TIMESTAMP_MS '2026-01-01 08:00:00'",
      '1767254400',
      "'2026-01-01T08:00:00'",
    ]) {
      expect((await read(query(value), { time: 'at' })).report.span!.first).toEqual(
        new Date('2026-01-01T08:00:00Z'),
      );
    }
    const json = write('a.jsonl', '{"user":"ann","res":"wiki","at":1767254400000}');
    expect((await read(json, { time: 'at' })).report.span!.first).toEqual(new Date('2026-01-01T08:00:00Z'));
  });

  test.each<[object, string]>([
    [{ from: '2026-01-01' }, 'Expected time to name a column for from, got no time'],
    [{ likelihood: 'days' }, "Expected time to name a column for likelihood 'days', got no time"],
    [{ time: 'at', from: 'January' }, 'Expected from to be a Date or a date in ISO 8601, got "January"'],
    [{ time: 'at', to: '2026-13-01' }, 'Expected to to be a Date or a date in ISO 8601, got "2026-13-01"'],
    [{ time: 'when' }, 'Expected a column "when" in'],
    [{ likelihood: 'log' }, `Expected likelihood to be 'count', 'logCount' or 'days', got "log"`],
    [{ failed: true }, 'Expected a profile beside failed, got none'],
    [{ windows: true }, 'Expected options among profile'],
    [{ trim: 'yes' }, 'Expected trim to be true or false, got "yes"'],
  ])('refuses %o', async (options, message) => {
    await expect(read(write('log.csv', log), options)).rejects.toThrow(message);
  });
});

describe('times', () => {
  test('are the first and the last of each access', async () => {
    const file = write('log.csv', log);
    const { table } = await readAccess(file, { user: 'user', res: 'res', time: 'at', times: true });
    const [ann, bob] = rowsOf(table);
    expect([ann.first, ann.last].map(Number)).toEqual([Date.UTC(2026, 0, 1, 8), Date.UTC(2026, 0, 2, 9)]);
    expect([bob.first, bob.last].map(Number)).toEqual([
      Date.UTC(2026, 0, 31, 23, 59, 59, 999),
      Date.UTC(2026, 1, 1),
    ]);
  });

  test('take a time', async () => {
    await expect(read(write('log.csv', log), { times: true })).rejects.toThrow(
      'Expected time to name a column for times, got no time',
    );
    await expect(read(write('log.csv', log), { time: 'at', times: 'yes' })).rejects.toThrow(
      'Expected times to be true or false, got "yes"',
    );
  });
});

describe('likelihood', () => {
  test.each([
    ['count', 7, 2],
    ['logCount', Math.log(8), Math.log(3)],
    // 2026-01-01, and the 2nd twice: 23:30 two hours behind UTC is the next day.
    ['days', 2, 2],
  ])('%s', async (likelihood, ann, bob) => {
    const { accesses } = await read(write('log.csv', log), { time: 'at', count: 'n', likelihood });
    expect(accesses.map((access) => access.replace(/ [\d.]+$/, ''))).toEqual([
      'default ann wiki',
      'default bob mail',
    ]);
    const [first, second] = accesses.map((access) => Number(access.split(' ').at(-1)));
    expect([first, second]).toEqual([expect.closeTo(ann, 12), expect.closeTo(bob, 12)]);
  });

  test('days are counted once over several files', async () => {
    const files = [write('a.csv', log), write('b.csv', log)];
    const { accesses } = await read(files, { time: 'at', likelihood: 'days' });
    expect(accesses).toEqual(['default ann wiki 2', 'default bob mail 2']);
  });
});

describe('names', () => {
  const spelled = 'user,res\n Ann ,wiki\nann,WIKI\n\u00a0ann,wiki \n';

  test('are kept as written', async () => {
    expect((await read(write('a.csv', spelled))).accesses).toHaveLength(3);
  });

  test('are trimmed and folded where asked', async () => {
    const of = async (options: object) => (await read(write('a.csv', spelled), options)).accesses;
    expect(await of({ trim: true })).toEqual([
      'default Ann wiki 1',
      'default ann WIKI 1',
      'default ann wiki 1',
    ]);
    expect(await of({ trim: true, foldCase: true })).toEqual(['default ann wiki 3']);
  });

  test('of nothing but white space are missing once they are trimmed', async () => {
    const { report } = await read(write('a.csv', 'user,res\n"  ",wiki\nann,wiki\n'), { trim: true });
    expect(report.reasons).toEqual({ 'no user': 1 });
  });
});

describe('a DuckDB database', () => {
  async function database(...statements: string[]): Promise<string> {
    const file = join(newFolder(), 'log.duckdb');
    const instance = await DuckDBInstance.create(file);
    const connection = await instance.connect();
    for (const statement of statements) await connection.run(statement);
    connection.closeSync();
    instance.closeSync();
    return file;
  }
  const accesses = `CREATE TABLE accesses AS SELECT 'ann' AS "user", 'wiki' AS res, 3 AS n`;

  test('is read by its only table', async () => {
    const file = await database(accesses);
    const { accesses: read1, report } = await read(file, { count: 'n' });
    expect(read1).toEqual(['default ann wiki 3']);
    expect(report.files).toEqual([`${file}:accesses`]);
    // It is left as it was: nothing holds it open, nothing was written.
    const before = readFileSync(file);
    expect((await read(file, { count: 'n' })).accesses).toEqual(read1);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('is read by the table or view that is named', async () => {
    const file = await database(
      accesses,
      'CREATE SCHEMA raw',
      `CREATE VIEW raw."odd name" AS SELECT 'bob' AS "user", 'mail' AS res`,
    );
    expect((await read(file, { relation: 'raw.odd name' })).accesses).toEqual(['default bob mail 1']);
    expect((await read(file, { relation: 'main.accesses' })).accesses).toEqual(['default ann wiki 1']);
    await expect(read(file)).rejects.toThrow(
      `Expected one table, or relation to name one, in ${file}, got accesses, raw.odd name`,
    );
    await expect(read(file, { relation: 'logs' })).rejects.toThrow(
      `Expected a table logs in ${file}, got accesses, raw.odd name`,
    );
  });

  test('that is none is an error that names it', async () => {
    const file = write('a.duckdb', 'x'.repeat(5000));
    await expect(read(file)).rejects.toThrow(`Expected a DuckDB database in ${file}, got`);
    await expect(read(await database())).rejects.toThrow('got no tables');
  });
});

describe('an SQL query', () => {
  test('is read by its columns', async () => {
    const file = write('log.csv', log);
    const query = `SELECT upper("user") AS who, res FROM read_csv('${file}') WHERE res <> 'mail' -- the rest`;
    const { accesses, report } = await read(query, { user: 'who' });
    expect(accesses).toEqual(['default ANN wiki 3', 'default BOB wiki 2']);
    expect(report.files).toEqual([query]);
    expect(
      (await read([query, file], { user: 'who', res: 'res' }).catch((e: Error) => e)) as Error,
    ).toMatchObject({
      message: expect.stringContaining('Expected a column "who" in'),
    });
  });

  test('takes profiles, nested columns among them', async () => {
    const query = `SELECT {'alternateId': 'ann', 'type': 'User'} AS actor, 'user.authentication.sso' AS "eventType",
      [{'type': 'AppInstance', 'displayName': 'Payroll'}] AS target, TIMESTAMP '2026-01-01' AS published`;
    const { table } = await readAccess(query, { profile: 'okta' });
    expect(rowsOf(table)).toEqual([{ tenant: 'default', user: 'ann', res: 'Payroll', likelihood: 1 }]);
  });

  test('that is wrong is an error with what DuckDB says', async () => {
    await expect(read('SELECT * FROM nowhere')).rejects.toThrow(
      /^Expected an SQL query that can run, got .*nowhere does not exist/s,
    );
  });
});

describe('records', () => {
  const okta = (user: string, more = '') =>
    `{"eventType":"user.authentication.sso","published":"2026-01-01T00:00:00Z","actor":{"alternateId":"${user}","type":"User"},"target":[{"type":"AppInstance","displayName":"Payroll"}]${more}}`;

  test.each<[string, string | Uint8Array]>([
    ['lines.json', [okta('ann'), okta('bob')].join('\n')],
    ['lines.json.gz', gzipSync([okta('ann'), okta('bob')].join('\n'))],
    ['array.json', `[${okta('ann')},\n${okta('bob')}]`],
    ['Records.json', `{"Records":[${okta('ann')},${okta('bob')}]}`],
    ['value.json', `{"next":"x","value":[\n${okta('ann')},\n${okta('bob')}\n]}`],
    ['batches.ndjson', `{"records":[${okta('ann')}]}\n{"records":[${okta('bob')}]}\n{"records":[]}`],
    ['pretty.json', `{\n "value": [\n${okta('ann')},${okta('bob')}]\n}\n`],
    ['long.json', `{"Records":[${okta('ann', `,"x":"${'x'.repeat(3_000_000)}"`)},${okta('bob')}]}`],
  ])('%s', async (name, content) => {
    const { table, report } = await readAccess(write(name, content), { profile: 'okta' });
    expect(rowsOf(table).map(({ user }) => user)).toEqual(['ann', 'bob']);
    expect(report).toMatchObject({ rows: 2, used: 2 });
  });

  test('tells of malformed lines and of times that are none', async () => {
    const bad = okta('eve').replace('2026-01-01T00:00:00Z', 'soon');
    const file = write('a.jsonl', [okta('ann'), '{"eventType":', bad, okta('bob'), '[1]'].join('\n'));
    const { report } = await readAccess(file, { profile: 'okta' });
    expect(report).toMatchObject({
      rows: 5,
      used: 2,
      unreadable: 3,
      reasons: { 'malformed line': 2, 'time is not a date': 1 },
    });
    expect(report.samples.map(({ text }) => text)).toEqual(['{"eventType":', '[1]', bad.slice(0, 200)]);
  });

  test('tells that a document is cut, and reads what is there', async () => {
    const { table, report } = await readAccess(write('cut.json', `{"Records":[${okta('ann')},{"event`), {
      profile: 'okta',
    });
    expect(rowsOf(table).map(({ user }) => user)).toEqual(['ann']);
    expect(report).toMatchObject({ rows: 2, used: 1, reasons: { 'malformed line': 1 } });
    expect(report.warning).toMatch(/^50.0 % of the rows could not be read/);
  });

  test.each<[string, string | Uint8Array]>([
    ['truncated.json.gz', gzipSync(`[${`${okta('ann')},`.repeat(3000)}${okta('bob')}]`).subarray(0, 200)],
    ['truncated.parquet', 'PAR1'],
  ])('refuses %s, and names it', async (name, content) => {
    await expect(readAccess(write(name, content), { profile: 'okta' })).rejects.toThrow(name);
  });

  test('an empty file has no rows', async () => {
    for (const name of ['a.json', 'a.csv', 'a.jsonl']) {
      const { table, report } = await readAccess(write(name, ''), { profile: 'okta' });
      expect([table.numRows, report.rows]).toEqual([0, 0]);
    }
  });
});

describe('timeFormat', () => {
  const options = { user: 'user', res: 'res', time: 'at' };
  const log = (...times: string[]) =>
    `user,res,at\n${times.map((time) => `ann,wiki,"${time}"`).join('\n')}\n`;
  const spanOf = async (content: string, more: object = {}) => {
    const { report } = await readAccess(write('log.csv', content), { ...options, ...more });
    return [report.timeFormat, report.span?.first.toISOString(), report.unreadable];
  };

  test('given, reads what it says, and nothing else', async () => {
    const content = log('02.03.2026 04:05', '2026-03-02T04:05:00Z');
    expect(await spanOf(content, { timeFormat: '%d.%m.%Y %H:%M' })).toEqual([
      ['%d.%m.%Y %H:%M'],
      '2026-03-02T04:05:00.000Z',
      1,
    ]);
    const both = ['%d.%m.%Y %H:%M', '%Y-%m-%dT%H:%M:%SZ'];
    expect(await spanOf(content, { timeFormat: both })).toEqual([both, '2026-03-02T04:05:00.000Z', 0]);
  });

  test.each([
    [['13/02/2026 10:00:00', '01/02/2026 10:00:00'], '%d/%m/%Y %H:%M:%S', '2026-02-01T10:00:00.000Z'],
    [['02/13/2026 10:00:00', '02/01/2026 10:00:00'], '%m/%d/%Y %H:%M:%S', '2026-02-01T10:00:00.000Z'],
    [['2/13/2026 1:00 PM', '2/14/2026 1:00 AM'], '%m/%d/%Y %I:%M %p', '2026-02-13T13:00:00.000Z'],
    [['10/Oct/2026:13:55:36 +0200'], '%d/%b/%Y:%H:%M:%S %z', '2026-10-10T11:55:36.000Z'],
    [['Mon, 02 Nov 2026 09:00:00 +0000'], '%a, %d %b %Y %H:%M:%S %z', '2026-11-02T09:00:00.000Z'],
    [['31.12.2026'], '%d.%m.%Y', '2026-12-31T00:00:00.000Z'],
  ])('is guessed by the values: %j', async (times, format, first) => {
    expect(await spanOf(log(...times))).toEqual([[format], first, 0]);
  });

  test('is told apart by all files together', async () => {
    const one = write('one.csv', log('01/02/2026 10:00:00'));
    const other = write('other.csv', log('03/25/2026 10:00:00'));
    const { report } = await readAccess([one, other], options);
    expect(report.timeFormat).toEqual(['%m/%d/%Y %H:%M:%S']);
    expect(report.span?.first.toISOString()).toBe('2026-01-02T10:00:00.000Z');
  });

  test('is asked for where day and month could be either', async () => {
    await expect(spanOf(log('01/02/2026 10:00:00', '03/04/2026 10:00:00'))).rejects.toThrow(
      /^Expected timeFormat, since the times in .*log\.csv are "%d\/%m\/%Y %H:%M:%S" or "%m\/%d\/%Y %H:%M:%S" alike: say which$/,
    );
    // The same either way.
    expect(await spanOf(log('03/03/2026 10:00:00'))).toEqual([
      ['%d/%m/%Y %H:%M:%S'],
      '2026-03-03T10:00:00.000Z',
      0,
    ]);
  });

  test('is not needed for ISO 8601 and numbers, a few odd values among them or not', async () => {
    for (const times of [
      ['2026-01-02 03:04:05', 'soon'],
      ['1767323045'],
      ['1767323045000'],
      ['2026-01-02T05:04:05+02:00'],
    ]) {
      const [format, first] = await spanOf(log(...times));
      expect([format, first]).toEqual([null, '2026-01-02T03:04:05.000Z']);
    }
  });

  test('that is none is refused', async () => {
    await expect(spanOf(log('x'), { timeFormat: 'dd/mm' })).rejects.toThrow(
      'Expected timeFormat like \'%d/%m/%Y %H:%M:%S\', got "dd/mm"',
    );
    await expect(
      readAccess(write('log.csv', log('x')), { user: 'user', res: 'res', timeFormat: '%Y' }),
    ).rejects.toThrow('Expected time to name a column for timeFormat, got no time');
  });
});

describe('accounts', () => {
  const trail = () =>
    write(
      'trail.json',
      JSON.stringify({
        Records: ['IAMUser', 'AWSService'].map((type) => ({
          eventTime: '2026-01-01T00:00:00Z',
          userIdentity: {
            type,
            userName: type,
            invokedBy: type === 'AWSService' ? 'x.amazonaws.com' : undefined,
          },
          eventSource: 's3.amazonaws.com',
          eventName: 'Get',
          awsRegion: 'eu',
          recipientAccountId: '1',
        })),
      }),
    );
  const accounts = (given: unknown) =>
    readAccess(trail(), { profile: 'cloudtrail', accounts: given } as ReadAccessOptions);

  test('are said as text, too', async () => {
    const asText = await accounts(' service = keep ,machine=apart');
    const asObject = await accounts({ service: 'keep', machine: 'apart' });
    expect(rowsOf(asText.table)).toEqual(rowsOf(asObject.table));
    expect(asText.table.numRows).toBe(2);
  });

  test.each([
    ['service', "Expected accounts like 'machine=keep, service=apart' or 'service=svc_*', got \"service\""],
    ['service=keep,', "Expected accounts like 'machine=keep, service=apart' or"],
    ['robots=keep', 'robots'],
  ])('are refused: %s', async (given, message) => {
    await expect(accounts(given)).rejects.toThrow(message);
  });
});

describe('partitions', () => {
  const log = (path: string, content: string) => {
    const file = join(mkdtempSync(join(folder, 'partitions-')), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  const columns = { tenant: 'account', user: 'user', res: 'res' };

  test('are columns of files that have none of that name, where that is wanted', async () => {
    const file = log('account=a%20b/day=2026-02-01/log.csv', 'user,res\nann,wiki\n');
    const { table } = await readAccess(file, { ...columns, partitions: true, time: 'day', times: true });
    expect(table.toArray().map((row) => row.toJSON())).toMatchObject([
      { tenant: 'a b', user: 'ann', res: 'wiki', first: Date.UTC(2026, 1, 1) },
    ]);
    await expect(readAccess(file, columns)).rejects.toThrow('Expected a column "account"');
  });

  test('never override what a file says', async () => {
    const lines = '{"account":"own","user":"ann","res":"wiki"}\n';
    for (const [path, content] of [
      ['account=path/user=path/log.csv', 'account,user,res\nown,ann,wiki\n'],
      ['account=path/user=path/log.jsonl', lines],
    ]) {
      for (const partitions of [false, true]) {
        const { table } = await readAccess(log(path, content), { ...columns, partitions });
        expect(table.toArray()[0].toJSON()).toMatchObject({ tenant: 'own', user: 'ann' });
      }
    }
  });

  test('no value is none', async () => {
    const file = log('account=__HIVE_DEFAULT_PARTITION__/log.csv', 'user,res\nann,wiki\n');
    await expect(readAccess(file, { ...columns, partitions: true })).rejects.toThrow(
      'got none among 1 rows (no tenant: 1)',
    );
  });

  test('stand beside a profile, too', async () => {
    const event = {
      eventSource: 's3',
      eventName: 'Get',
      userIdentity: { arn: 'arn:ann' },
      eventTime: '2026-02-01T00:00:00Z',
    };
    const file = log('account=42/trail.jsonl', `${JSON.stringify(event)}\n`);
    const { table } = await readAccess(file, { profile: 'cloudtrail', tenant: 'account', partitions: true });
    expect(table.toArray()[0].toJSON()).toMatchObject({ tenant: '42', user: 'arn:ann' });
  });
});
