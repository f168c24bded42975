import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { AccessReport } from '../../lib/logs/AccessReport.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { sql } from '../../lib/sql/sql.js';
import { rowsOf } from '../rowsOf.js';
import { fuzzRuns } from './fuzzRuns.js';
import { hostileName, quoted } from './hostileName.js';

const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const columns = { user: 'user', res: 'res' };
let number = 0;

function write(ending: string, content: string | Buffer): string {
  const path = join(folder, `${++number}${ending}`);
  writeFileSync(path, content);
  return path;
}

async function runInDuckDb(database: string, ...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

function leftOver({ rows, used, unreadable, leftOut }: AccessReport): number {
  return rows - used - unreadable - Object.values(leftOut).reduce((sum, count) => sum + count, 0);
}

describe('names', () => {
  const names = [
    '\ufeff',
    '\ufeffbom',
    'bom',
    'a\u0000b',
    'a\u0000c',
    '\u0000',
    '\ufffd',
    ' ',
    '\t',
    'é',
    'e\u0301',
    'a\ufeff',
  ];
  const kept = names.filter((name) => !name.startsWith('\ufeff') && name.trim() !== '');
  const csv = `user,res\n${names.map((name) => `${quoted(name)},r`).join('\n')}\n`;
  const lines = names.map((user) => JSON.stringify({ user, res: 'r' }));
  const reasons = { 'name begins with a byte order mark': 2 };
  const withBlanks = { ...reasons, 'no user': 2 };

  it.each([
    ['.csv', csv],
    ['.csv.gz', gzipSync(csv)],
    ['.jsonl', lines.join('\n')],
    ['.json', `[${lines.join(',\n')}]`],
  ])('are kept apart, and refused with a byte order mark in front, in %s', async (ending, content) => {
    const { table, report } = await readAccess(write(ending, content), columns);
    expect(new Set(rowsOf(table).map(({ user }) => user))).toEqual(new Set(kept));
    expect(table.numRows).toBe(kept.length);
    expect(report).toMatchObject({ rows: names.length, used: kept.length, reasons: withBlanks });
    const again = await sql`SELECT "user", count(*) AS n FROM ${table} GROUP BY ALL`;
    expect(new Set(rowsOf(again).map(({ user }) => user))).toEqual(new Set(kept));
  });

  it('are kept apart in Parquet, databases and queries', async () => {
    const source = `SELECT unnest(['bom', chr(65279) || 'bom', chr(65279), 'a' || chr(0)]) AS user, 'r' AS res`;
    const [parquet, database] = [join(folder, 'names.parquet'), join(folder, 'names.duckdb')];
    await runInDuckDb(database, `CREATE TABLE t AS ${source}`, `COPY t TO '${parquet}' (FORMAT parquet)`);
    for (const from of [source, parquet, database]) {
      const { table, report } = await readAccess(from, columns);
      expect(rowsOf(table).map(({ user }) => user)).toEqual(['a\u0000', 'bom']);
      expect(report).toMatchObject({ rows: 4, reasons });
    }
  });

  it('of bytes that are no text are refused in Parquet', async () => {
    const source = `SELECT unnest(['\\xFF'::BLOB, '\\xFE'::BLOB, 'abc'::BLOB, encode('é')]) AS user, 'r' AS res`;
    const parquet = join(folder, 'bytes.parquet');
    await runInDuckDb(':memory:', `COPY (${source}) TO '${parquet}' (FORMAT parquet)`);
    const { table, report } = await readAccess(parquet, columns);
    expect(rowsOf(table).map(({ user }) => user)).toEqual(['abc', 'é']);
    expect(report).toMatchObject({ rows: 4, reasons: { 'no user': 2 } });
  });

  it('with halves of surrogate pairs are refused in lines, and kept apart in documents', async () => {
    const events = ['\\ud800', '\\ud801', '\\ud83d\\ude00', '\\\\ud800', 'x'].map(
      (user) => `{"user":"${user}","res":"r"}`,
    );
    const ofLines = await readAccess(write('.jsonl', events.join('\n')), columns);
    expect(ofLines.report).toMatchObject({ rows: 5, used: 3, reasons: { 'malformed line': 2 } });
    const ofArray = await readAccess(write('.json', `[${events.join(',')}]`), columns);
    expect(new Set(rowsOf(ofArray.table).map(({ user }) => user))).toEqual(
      new Set(['\ufdd0d800', '\ufdd0d801', '😀', '\\ud800', 'x']),
    );
  });

  it('of a megabyte are names', async () => {
    const long = 'x'.repeat(1e6);
    const { table } = await readAccess(write('.csv', `user,res\n${long}1,r\n${long}2,r\n`), columns);
    expect(rowsOf(table).map(({ user }) => (user as string).at(-1))).toEqual(['1', '2']);
  });
});

describe('a line that is too long', () => {
  const sizes = [3e6, 70e6];
  it.each(sizes)('is counted as malformed, and its neighbours are read: %d bytes', async (size) => {
    const long = Buffer.alloc(size, 'x');
    const csv = Buffer.concat([Buffer.from('user,res\na,r\n'), long, Buffer.from(',r\nb,r\n')]);
    const quotes = Buffer.concat([csv, Buffer.from('"c\nd",r\n')]);
    const json = Buffer.concat([
      Buffer.from('{"user":"a","res":"r"}\n{"user":"'),
      long,
      Buffer.from('"}\n{"user":"b","res":"r"}'),
    ]);
    const gz = (content: Buffer) => gzipSync(content, { level: 1 });
    for (const [ending, content, users] of [
      ['.csv', csv, ['a', 'b']],
      ['.csv.gz', gz(csv), ['a', 'b']],
      ['.csv', quotes, ['a', 'b', 'c\nd']],
      ['.jsonl', json, ['a', 'b']],
      ['.jsonl.gz', gz(json), ['a', 'b']],
    ] as const) {
      const file = write(ending, content);
      const { table, report } = await readAccess(file, columns);
      rmSync(file);
      expect(rowsOf(table).map(({ user }) => user)).toEqual(users);
      expect(report).toMatchObject({
        rows: users.length + 1,
        unreadable: 1,
        reasons: { 'malformed line': 1 },
      });
      expect(report.samples[0].line).toBe(ending.startsWith('.csv') ? 3 : 2);
      expect(report.samples[0].text.length).toBeLessThanOrEqual(200);
    }
  });

  it('may stand before the header, or at the end', async () => {
    const long = 'x'.repeat(5e6);
    for (const text of [`${long}\nuser,res\na,r\n`, `user,res\na,r\n${long}`, `user,res\ra,r\r${long}`]) {
      const { table, report } = await readAccess(write('.csv', text), columns);
      expect(rowsOf(table).map(({ user }) => user)).toEqual(['a']);
      expect(report).toMatchObject({ rows: 2, unreadable: 1 });
    }
  });
});

describe('what is no file', () => {
  const odd = join(folder, 'odd');
  mkdirSync(odd);
  writeFileSync(join(odd, 'a.csv'), 'user,res\na,r\n');
  symlinkSync(join(odd, 'nowhere'), join(odd, 'link.csv'));
  symlinkSync('/dev/zero', join(odd, 'zero.csv'));
  spawnSync('mkfifo', [join(odd, 'pipe.csv')]);
  const faults = { 'link.csv': 'a link to nothing', 'pipe.csv': 'a named pipe', 'zero.csv': 'a device' };

  it.each([odd, `${odd}/*.csv`, `${folder}/o?d/[a-z]*.csv`, `${folder}/**/*.csv`])(
    'is skipped and counted in %s',
    async (source) => {
      const { report } = await readAccess(source, columns).catch((error) => {
        throw new Error(`${source}: ${error.message}`);
      });
      const skipped = report.skipped.map(({ file, reason }) => [basename(file), reason]);
      expect(Object.fromEntries(skipped)).toMatchObject(faults);
    },
  );

  it.each(Object.entries(faults))('is an error at once where it is named: %s', async (name, fault) => {
    const file = join(odd, name);
    await expect(readAccess(file, columns)).rejects.toThrow(
      `Expected an access log in ${file}, got ${fault}`,
    );
  });

  it.skipIf(process.getuid?.() === 0)('may be a folder or a file without permission', async () => {
    const closed = join(odd, 'closed');
    mkdirSync(closed, { mode: 0 });
    const unread = join(odd, 'unread.csv');
    writeFileSync(unread, 'user,res\na,r\n', { mode: 0 });
    const { report } = await readAccess(odd, columns);
    expect(report.skipped).toContainEqual({ file: closed, reason: "a folder that can't be read (EACCES)" });
    expect(report.skipped).toContainEqual({ file: unread, reason: "can't be opened (EACCES)" });
    await expect(readAccess(closed, columns)).rejects.toThrow("a folder that can't be read (EACCES)");
    rmSync(closed, { recursive: true });
    rmSync(unread);
  });
});

describe('counts', () => {
  it('add up alike in any order, and are refused where they are none', async () => {
    const count = fc.constantFrom(
      '1e24',
      '1',
      '0.1',
      '1e-20',
      '3',
      '0.7',
      '123456789012345678',
      '1e38',
      '0',
      '1e999',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(count, { minLength: 1, maxLength: 12 }), async (counts) => {
        const read = async (values: string[]) => {
          const rows = values.map((value) => `a,r,${value}\n`).join('');
          const { table, report } = await readAccess(write('.csv', `user,res,n\n${rows}`), {
            ...columns,
            count: 'n',
          });
          expect(leftOver(report)).toBe(0);
          return [rowsOf(table)[0]?.likelihood, report.used];
        };
        // Without a valid count there is no access, which is an error.
        const outcome = (values: string[]) =>
          read(values).catch((error: Error) => error.message.replace(/\S+\.csv/, 'the log'));
        expect(await outcome(counts.toReversed())).toEqual(await outcome(counts));
      }),
      { seed: 3, numRuns: fuzzRuns(10) },
    );
  });
});

describe('any bytes', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
    fc
      .array(
        fc.oneof(
          hostileName,
          fc.constantFrom(
            ',',
            '\n',
            '\r\n',
            '\r',
            '"',
            '{"user":"a","res":"b"}\n',
            '[',
            ']',
            '\\ud800',
            'a,b\n',
          ),
        ),
        { maxLength: 20 },
      )
      .map((parts) => Buffer.from(parts.join(''))),
  );
  const header = fc.constantFrom(
    'user,res\n',
    '\ufeffuser,res\r\n',
    '"user";"res"\n',
    '{"user":"a","res":"b"}\n',
    '',
    '[{"user":"a","res":"b"},',
  );
  const ending = fc.constantFrom('.csv', '.jsonl', '.csv.gz', '.json', '.tsv');

  it('are read, or refused by an error that names the file; and rows add up', async () => {
    await fc.assert(
      fc.asyncProperty(header, bytes, ending, async (head, body, end) => {
        const content = Buffer.concat([Buffer.from(head), body]);
        const file = write(end, end.endsWith('.gz') ? gzipSync(content) : content);
        try {
          const { report } = await readAccess(file, columns);
          expect(leftOver(report)).toBe(0);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect((error as Error).message).toContain(file);
        }
      }),
      { seed: 4, numRuns: fuzzRuns(60) },
    );
  });
});
