import { describe, expect, it } from 'vitest';
import type { ReadAccessOptions } from '../../lib/logs/ReadAccessOptions.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { rowsOf } from '../rowsOf.js';
import { logFolder } from './logFolder.js';
import { writeParquet } from './writeTables.js';

const { newFolder, write } = logFolder('read-access-names-');

async function read(source: string | string[], options: ReadAccessOptions = {}) {
  const { table, report } = await readAccess(source, options);
  return {
    accesses: rowsOf(table).map(({ user, res, likelihood }) => [user, res, likelihood].join(' ')),
    report,
  };
}

const spelt = 'user,res\nADA,Wiki\nada,wiki\nada,WIKI\nBen,wiki\nBEN,mail\nben,mail\n';

describe('foldCase', () => {
  it('true joins users and resources, each shown in its most frequent spelling, or the first', async () => {
    const { accesses, report } = await read(write('a.csv', spelt), { foldCase: true });
    expect(accesses).toEqual(['Ben mail 2', 'Ben wiki 1', 'ada wiki 3']);
    expect(report.joinedSpellings).toEqual({ user: 3, res: 2 });
  });

  it("'lower' makes all names lower case, tenants too", async () => {
    const file = write('a.csv', 'user,res,org\nADA,Wiki,X\nada,wiki,x\n');
    const { table, report } = await readAccess(file, { foldCase: 'lower', tenant: 'org' });
    expect(rowsOf(table)).toEqual([{ tenant: 'x', user: 'ada', res: 'wiki', likelihood: 2 }]);
    expect(report.joinedSpellings).toEqual({ user: 0, res: 0 });
  });

  it('false, and nothing, keep names as they are', async () => {
    for (const options of [{}, { foldCase: false }]) {
      const { accesses, report } = await read(write('a.csv', spelt), options);
      expect(accesses).toHaveLength(6);
      expect(report.joinedSpellings).toEqual({ user: 0, res: 0 });
    }
  });

  it('true is the same of Parquet, and over files', async () => {
    const [head, ...rows] = spelt.trim().split('\n');
    const files = [
      write('a.csv', [head, ...rows.slice(0, 3)].join('\n')),
      write('b.csv', [head, ...rows.slice(3)].join('\n')),
    ];
    const parquet = await writeParquet(
      `${newFolder()}/a.parquet`,
      `FROM read_csv('${write('a.csv', spelt)}')`,
    );
    const whole = await read(write('a.csv', spelt), { foldCase: true });
    expect((await read(files, { foldCase: true })).accesses).toEqual(whole.accesses);
    const other = await read(parquet, { foldCase: true });
    expect(other.report.joinedSpellings).toEqual(whole.report.joinedSpellings);
    expect(other.accesses.map((text) => text.toLowerCase()).sort()).toEqual(
      whole.accesses.map((text) => text.toLowerCase()).sort(),
    );
  });

  it('is what the profile says, which an option overrides', async () => {
    const event = (user: string) => ({
      ...{
        CreationTime: '2026-03-01T10:00:00',
        Operation: 'FileAccessed',
        UserId: user,
        OrganizationId: 'o-1',
      },
      ...{ ObjectId: 'https://example.com/a', Workload: 'SharePoint', ResultStatus: 'Succeeded' },
    });
    const file = write(
      'a.json',
      JSON.stringify(['ada@example.com', 'Ada@example.com', 'ada@example.com'].map(event)),
    );
    const own = await read(file, { profile: 'office365' });
    expect(own.accesses).toEqual(['ada@example.com https://example.com/a 3']);
    expect(own.report.joinedSpellings.user).toBe(1);
    expect((await read(file, { profile: 'office365', foldCase: false })).accesses).toHaveLength(2);
    expect((await read(file, { profile: 'office365', foldCase: 'lower' })).report.joinedSpellings.user).toBe(
      0,
    );
  });

  it('takes no other word', async () => {
    await expect(read('a.csv', { foldCase: 'upper' } as never)).rejects.toThrow(
      `Expected foldCase to be true, false or 'lower', got "upper"`,
    );
  });
});

describe('names that are none', () => {
  const none = ['', '-', 'null', 'NULL', '(null)', 'None', 'n/a', 'undefined', '   ', `N/A${' '.repeat(30)}`];

  it('are counted by what they should name, in CSV, JSON and Parquet', async () => {
    const rows = none.flatMap((name) => [
      { org: 'x', user: name, res: 'wiki' },
      { org: 'x', user: 'ada', res: name },
      { org: name, user: 'ada', res: 'wiki' },
    ]);
    const all = [...rows, { org: 'x', user: 'ada', res: 'wiki' }];
    const csv = write(
      'a.csv',
      `org,user,res\n${all.map(({ org, user, res }) => `${org},${user},${res}\n`).join('')}`,
    );
    const json = write('a.jsonl', all.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const parquet = await writeParquet(`${newFolder()}/a.parquet`, `FROM read_json('${json}')`);
    for (const file of [csv, json, parquet]) {
      const { accesses, report } = await read(file, { tenant: 'org' });
      expect(accesses).toEqual(['ada wiki 1']);
      const each = none.length;
      expect(report.reasons).toEqual({ 'no tenant': each, 'no user': each, 'no resource': each });
    }
  });

  it('are names where there is more to them', async () => {
    const file = write('a.csv', 'user,res\nnull.ada,-x\nnobody,none of it\n0,false\n');
    expect((await read(file)).accesses).toEqual(['0 false 1', 'nobody none of it 1', 'null.ada -x 1']);
  });

  it('are looked past where another spelling of the key has a name', async () => {
    const lines = [
      '{"user":"-","User":"ada","res":"wiki"}',
      '{"User":"ben","res":"wiki"}',
      '{"user":"cleo","res":"wiki"}',
    ];
    expect((await read(write('a.jsonl', lines.join('\n')))).accesses).toEqual([
      'ada wiki 1',
      'ben wiki 1',
      'cleo wiki 1',
    ]);
  });
});
