import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ReadAccessOptions, ReadProgress } from '../../lib/logs/ReadAccessOptions.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { withConnection } from '../../lib/sql/withConnection.js';
import { rowsOf } from '../rowsOf.js';
import { logFolder } from './logFolder.js';
import { writeDatabase, writeParquet } from './writeTables.js';

const { newFolder } = logFolder('read-access-folders-');
const cwd = fileURLToPath(new URL('../../', import.meta.url));

async function read(source: string | string[], options: ReadAccessOptions = {}) {
  const { table, report } = await readAccess(source, options);
  const accesses = rowsOf(table).map(({ user, res, likelihood }) => [user, res, likelihood].join(' '));
  const skipped = report.skipped.map(({ file, reason }) => [basename(file), reason]);
  return { accesses, skipped, report };
}

const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex');

/** One log in many forms, and what lies beside logs. */
async function mixedFolder(): Promise<string> {
  const own = newFolder();
  const put = (name: string, content: string | Uint8Array) => writeFileSync(join(own, name), content);
  mkdirSync(join(own, 'deep', 'er'), { recursive: true });
  put('a.csv', 'user,res\nada,csv\n');
  put('b.log', '{"user":"ada","res":"json in log"}\n{"user":"ada","res":"json in log"}\n');
  put('c.txt', 'res;user\nsemicolons;ada\n');
  put('d', '{"Records":[{"user":"ada","res":"wrapped"}]}');
  put('e.json.gz', gzipSync('[{"user":"ada","res":"gz"}]'));
  put('f.bak', Buffer.from('\ufeffuser\tres\r\nada\tutf-16\r\n', 'utf16le'));
  put('g.out', '#Fields: date time user res\n2026-03-01 10:00:00 ada w3c\n');
  put('deep/h.zeek', '#separator \\x09\n#fields\tuser\tres\nada\tzeek\n');
  await writeParquet(join(own, 'deep', 'i.parquet'), `SELECT 'ada' AS "user", 'parquet' AS res`);
  await writeDatabase(join(own, 'deep', 'er', 'j.duckdb'), `SELECT 'ada' AS "user", 'database' AS res`);
  put('README.txt', 'These are the logs of March.\nAsk Ada, Ben or Cleo, if need be.\n');
  put('notes.md', '# user, res\n\n- one, two\n- three, four\n');
  put('settings', '["user", "res"]');
  put('picture.png', PNG);
  put('book.xlsx', Buffer.from('PK\x03\x04\x14\x00\x06\x00xl/workbook.xml', 'latin1'));
  put('empty.csv', '');
  return own;
}

describe('a folder of all kinds', () => {
  it('is read in one go, each file by its content, whatever it is called', async () => {
    const own = await mixedFolder();
    const { accesses, skipped, report } = await read(own);
    expect(accesses).toEqual([
      ...[
        'ada csv 1',
        'ada database 1',
        'ada gz 1',
        'ada json in log 2',
        'ada parquet 1',
        'ada semicolons 1',
      ],
      ...['ada utf-16 1', 'ada w3c 1', 'ada wrapped 1', 'ada zeek 1'],
    ]);
    expect(report).toMatchObject({ rows: 11, used: 11, encodings: { 'UTF-16': 1 } });
    expect(report.files.map((file) => basename(file))).toEqual([
      ...[
        'a.csv',
        'b.log',
        'c.txt',
        'd',
        'j.duckdb:log',
        'h.zeek',
        'i.parquet',
        'e.json.gz',
        'f.bak',
        'g.out',
      ],
    ]);
    expect(skipped).toEqual([
      ['README.txt', 'no log by its content'],
      ['book.xlsx', 'an Excel workbook: save it as CSV UTF-8'],
      ['empty.csv', 'empty'],
      ['notes.md', 'no log by its content'],
      ['picture.png', 'a picture'],
      ['settings', 'no log by its content'],
    ]);
    expect(report.warning).toMatch(/^Not read: .*book\.xlsx \(an Excel workbook: save it as CSV UTF-8\)\.$/);
  });

  it('is the same as its files by name, one by one or in any order', async () => {
    const own = await mixedFolder();
    const { accesses, report } = await read(own);
    const files = report.files.map((file) => file.replace(/:log$/, ''));
    expect((await read(files)).accesses).toEqual(accesses);
    expect((await read([...files].reverse())).accesses).toEqual(accesses);
    const each = await Promise.all(files.map((file) => read(file)));
    expect(each.flatMap((one) => one.accesses).sort()).toEqual([...accesses].sort());
  });

  it('names the file and the line of what it could not read', async () => {
    const own = newFolder();
    for (let n = 0; n < 30; n++) {
      const bad = n === 7 || n === 21;
      writeFileSync(
        join(own, `${String(n).padStart(2, '0')}.jsonl`),
        `{"user":"ada","res":"wiki"}\n${bad ? '{"user":\n' : ''}\n{"user":"ben","res":"wiki"}\n`,
      );
      writeFileSync(
        join(own, `${String(n).padStart(2, '0')}.csv`),
        `user,res\n"ada\nben",wiki\n${bad ? 'only\n' : ''}`,
      );
    }
    const { report } = await read(own);
    expect(report).toMatchObject({ rows: 94, used: 90, reasons: { 'malformed line': 4 } });
    expect(report.samples.map(({ file, line, text }) => [basename(file), line, text])).toEqual([
      ['07.csv', 4, 'only'],
      ['07.jsonl', 2, '{"user":'],
      ['21.csv', 4, 'only'],
    ]);
  });
});

it('onProgress says how many files were looked at, and how many rows were taken', async () => {
  const own = newFolder();
  for (let n = 0; n < 5; n++) writeFileSync(join(own, `${n}.csv`), 'user,res\nada,wiki\nada,wiki\n');
  writeFileSync(join(own, '5.txt'), 'no log');
  const said: ReadProgress[] = [];
  await readAccess(own, { onProgress: (progress) => said.push({ ...progress }) });
  expect(said).toEqual(
    [0, 1, 2, 3, 4, 5, 6].map((files) => ({ files, numFiles: 6, rows: 2 * Math.min(files, 5) })),
  );
  await expect(readAccess(own, { onProgress: 'x' } as never)).rejects.toThrow(
    'Expected onProgress to be a function',
  );
  const stop = () => {
    throw new Error('enough');
  };
  await expect(readAccess(own, { onProgress: stop })).rejects.toThrow('enough');
});

it.skipIf(process.platform === 'win32')('1,000 small files are read where 256 may be open', () => {
  const own = newFolder();
  for (let n = 0; n < 1000; n++) {
    const [user, res] = [`u${n % 10}`, `r${n % 7}`];
    const put = (name: string, content: string | Uint8Array) =>
      writeFileSync(join(own, `${n}.${name}`), content);
    if (n % 3 === 0) put('json.gz', gzipSync(JSON.stringify({ Records: [{ user, res }] })));
    else if (n % 3 === 1) put('csv', `user,res\n${user},${res}\n`);
    else put('jsonl', `${JSON.stringify({ user, res })}\n`);
  }
  const code = `
    import { readAccess } from 'access-anomaly';
    const { table, report } = await readAccess(${JSON.stringify(own)});
    console.log(JSON.stringify([report.files.length, report.used, report.skipped.length, table.numRows]));
  `;
  const command = 'ulimit -n 256; ulimit -n; exec "$0" --input-type=module -e "$1"';
  const { stdout, stderr } = spawnSync('bash', ['-c', command, process.execPath, code], {
    cwd,
    encoding: 'utf8',
  });
  expect(stderr + stdout).toBe('256\n[1000,1000,0,70]\n');
});

it('files that are packed are read in a folder, too', async () => {
  const own = newFolder();
  const rows = `SELECT 'ada' AS "user", 'r' || n % 3 AS res FROM range(30) AS t(n)`;
  await withConnection(async (connection) => {
    for (const [name, format] of [
      ['a.csv.zst', 'FORMAT csv, COMPRESSION zstd'],
      ['b.zst', 'FORMAT json, COMPRESSION zstd'],
      ['c.gz', 'FORMAT json, COMPRESSION gzip'],
    ]) {
      await connection.run(`COPY (${rows}) TO '${join(own, name)}' (${format})`);
    }
  });
  expect((await read(own)).accesses).toEqual(['ada r0 30', 'ada r1 30', 'ada r2 30']);
});
