import { describe, expect, it } from 'vitest';
import type { OpenedRows } from '../../../lib/logs/open/OpenedRows.js';
import { partitionSql, partitionsOf } from '../../../lib/logs/open/partitions.js';
import { withConnection } from '../../../lib/sql/withConnection.js';

describe('partitionsOf', () => {
  it.each<[string, Record<string, string | null>]>([
    ['logs/account=1/day=2026-02-01/a.parquet', { account: '1', day: '2026-02-01' }],
    ['C:\\logs\\account=1\\a.csv', { account: '1' }],
    ['/logs/a.csv', {}],
    ['a=1', {}],
    ['logs/who=x.csv/a=b=c/d.csv', { who: 'x.csv', a: 'b=c' }],
    ['logs/=x/y=/d.csv', { y: '' }],
    ['logs/the%20name=a%2Fb/c=100%/d.csv', { 'the name': 'a/b', c: '100%' }],
    ['logs/a=__HIVE_DEFAULT_PARTITION__/d.csv', { a: null }],
    ['logs/a=1/a=2/d.csv', { a: '2' }],
  ])('of %s', (file, values) => {
    expect(Object.fromEntries(partitionsOf(file))).toEqual(values);
  });
});

describe('partitionSql', () => {
  const numbered = ["logs/day=1/it's=x/a.csv", 'logs/day=2/b.csv', 'logs/c.csv', 'other/d.csv'];
  const rows = (files: string[]) => ({ files, file: 'n' }) as unknown as OpenedRows;

  it("says what each row's path says", async () => {
    const sql = ['day', "it's"].map((name) => partitionSql(rows(numbered.slice(0, 3)), name, numbered));
    const found = await withConnection(async (connection) =>
      (await connection.run(`SELECT ${sql.join(', ')} FROM range(4) AS r(n) ORDER BY n`)).getRows(),
    );
    expect(found).toEqual([
      ['1', 'x'],
      ['2', null],
      [null, null],
      [null, null],
    ]);
  });

  it('is nothing where no path of the rows says it', () => {
    expect(partitionSql(rows(numbered.slice(2)), 'day', numbered)).toBeUndefined();
    expect(partitionSql(rows(numbered), 'DAY', numbered)).toBeUndefined();
  });
});
