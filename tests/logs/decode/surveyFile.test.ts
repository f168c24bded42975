import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { surveyFile } from '../../../lib/logs/decode/surveyFile.js';
import { withConnection } from '../../../lib/sql/withConnection.js';
import { fuzzRuns } from '../../hostile/fuzzRuns.js';
import { logFolder } from '../logFolder.js';
import { linesText, zstdLines } from './packed.js';

const { folder, newFolder, write } = logFolder('survey-file-');

const latin = (text: string) => Buffer.from(text, 'latin1');
const csv = 'user,res\nada,wiki\n\nben,"mail"\n';

describe('surveyFile tells', () => {
  test('what a text is, packed or not, whatever its name', async () => {
    const text = linesText(100);
    for (const [content, compression] of [
      [Buffer.from(text), 'none'],
      [gzipSync(text), 'gzip'],
      [await zstdLines(folder, 100), 'zstd'],
    ] as const) {
      const file = write('any.log', content);
      expect(await surveyFile(file)).toEqual({
        file,
        size: content.length,
        compression,
        encoding: 'utf-8',
        format: 'text',
        head: text,
        sample: text.trim().split('\n'),
        unpackedBytes: text.length,
        isWhole: true,
        hasLongLine: false,
        hasBadBytes: false,
        hasQuotes: false,
        contents: Buffer.from(text),
      });
    }
  });

  test.each([
    ['utf-8', Buffer.from(`\ufeff${csv}Zoë,x`)],
    ['utf-16le', Buffer.from(`\ufeff${csv}Zoë,x`, 'utf16le')],
    ['utf-16be', Buffer.from(`\ufeff${csv}Zoë,x`, 'utf16le').swap16()],
    ['windows-1252', latin(`${csv}Zo\xeb,x`)],
  ])('%s, and gives its text decoded, its bytes as they are', async (encoding, bytes) => {
    const survey = await surveyFile(write('a.csv', bytes));
    expect(survey).toMatchObject({ encoding, head: `${csv}Zoë,x`, hasQuotes: true, contents: bytes });
    expect(survey.sample).toEqual(['user,res', 'ada,wiki', 'ben,"mail"', 'Zoë,x']);
    expect(survey.hasBadBytes).toBe(encoding === 'windows-1252');
  });

  test.each([
    ['json lines', '{"a":1}'],
    ['json lines', '\n\n {"a":{"b":1}}\n{"a":2'],
    ['json lines', '{"a":1}\noops\n[1]\n"x"\nnull\n'],
    ['json lines', '{"a":\n{"a":2}\n{"a":3}\n{"a":4}'],
    ['json lines', 'started\n{"a":2}\r\n{"a":3}\r\n'],
    ['json lines', '{"actor":"ada","target":[{"id":1}]}\n'],
    ['json', '{"Records":[{"a":1}]}\n{"Records":[]}'],
    ['json', '{"value":[]}'],
    ['json', `{"Records":[{"a":"${'x'.repeat(3000)}"},{"a":2}`],
    ['json', ' { "events" : [ {"a":1}], "next": null}\n'],
    ['json lines', '{"records_of":[{"a":1}]}'],
    ['text', `${'\u3000'.repeat(1000)}a,b`],
    ['json', '{\n"a":1}'],
    ['json', '[{"a":1},{"b":2}]'],
    ['json', '[\n{"a":1}\n]'],
    ['json', '[]'],
    ['json', '[["user"],["ada"]]'],
    ['json', '{"a":1}{"a":2}'],
    ['json', '{"a":'],
    ['text', csv],
    ['text', '{user},res\nada,{}\n'],
    ['text', '[user],[res]\nada,wiki\n'],
    ['text', '[2026-01-05 10:00] ada {"a":1}\n'],
    ['text', '"x"\n1\n'],
    ['text', 'user,details\nada,{"a":1}\n{"a":1},x\n'],
  ])('%s: %j', async (format, content) => {
    const survey = await surveyFile(write('a', content));
    expect([survey.format, survey.fault]).toEqual([format, undefined]);
    if (format === 'json') expect(survey.sample).toEqual([]);
    else expect(survey.sample).toEqual(content.split(/\r?\n/).filter((line) => line.trim() !== ''));
  });

  test('blanks of several bytes for none, wherever they are cut', async () => {
    expect((await surveyFile(write('blank', '\u3000'.repeat(1000)))).fault).toBe('empty');
  });

  test('Parquet and databases, which aren’t read', async () => {
    const [parquet, database] = [join(folder, 'p'), join(folder, 'd')];
    await withConnection(async (connection) => {
      await connection.run(`COPY (SELECT 1 AS a) TO '${parquet}' (FORMAT parquet)`);
      await connection.run(`ATTACH '${database}' AS made`);
      await connection.run('CREATE TABLE made.t AS SELECT 1 AS a');
      await connection.run('DETACH made');
    });
    expect(await surveyFile(parquet)).toMatchObject({ format: 'parquet', fault: undefined, sample: [] });
    expect(await surveyFile(database)).toMatchObject({ format: 'duckdb', fault: undefined, sample: [] });
  });

  test('JSON of one long line', async () => {
    const wrapped = `{"Records":[${Array.from({ length: 3000 }, () => JSON.stringify({ x: 'y'.repeat(1000) })).join(',')}]}`;
    const survey = await surveyFile(write('a.json.gz', gzipSync(wrapped)));
    expect(survey).toMatchObject({ format: 'json', hasLongLine: true, head: wrapped.slice(0, 2 ** 18) });
    const amid = await surveyFile(write('a.json', `{"a":1}\n{"a":"${'x'.repeat(2_100_000)}"}\n{"a":2}\n`));
    expect(amid).toMatchObject({ format: 'json lines', hasLongLine: true, sample: ['{"a":1}', '{"a":2}'] });
    const line = JSON.stringify({ x: 'y'.repeat(500_000) });
    const lines = await surveyFile(write('a.json', `${line}\n${line}\n`));
    expect(lines).toMatchObject({ format: 'json lines', hasLongLine: false });
  });
});

describe('surveyFile of a large text', () => {
  const row = (n: number) => `${n},${'é'.repeat(n % 40)},"x"`;
  const numRows = 150_000;
  const text = Array.from({ length: numRows }, (_, n) => `${row(n)}\n`).join('');

  test('samples all of it', async () => {
    for (const content of [Buffer.from(text), gzipSync(text, { level: 1 })]) {
      const { sample, head, contents, ...survey } = await surveyFile(write('a', content));
      expect(contents).toBeUndefined();
      expect(survey).toMatchObject({
        encoding: 'utf-8',
        unpackedBytes: Buffer.byteLength(text),
        hasBadBytes: false,
      });
      expect(text.startsWith(head)).toBe(true);
      expect(Buffer.byteLength(head)).toBeGreaterThan(2 ** 18 - 2);
      const numbers = sample.map((line) => Number(line.split(',')[0]));
      expect(sample).toEqual(numbers.map(row));
      expect(numbers.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, n) => n));
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      expect(numbers.length).toBeGreaterThan(100);
      expect(numbers.length).toBeLessThanOrEqual(200);
      for (let tenth = 0; tenth < 10; tenth++) {
        const isIn = (n: number) => Math.floor((10 * n) / numRows) === tenth;
        expect(numbers.filter(isIn).length).toBeGreaterThan(2);
      }
    }
  });

  test('sees what stands far behind', async () => {
    const far = await surveyFile(write('a', Buffer.concat([Buffer.from(text), latin('\xe9\n')])));
    expect(far).toMatchObject({ encoding: 'utf-8', hasBadBytes: true });
    const ascii = text.replaceAll('é', 'e').replaceAll('"', '');
    const windows = await surveyFile(write('a', latin(`${ascii}caf\xe9`)));
    expect(windows).toMatchObject({ encoding: 'windows-1252', hasQuotes: false });
    const long = await surveyFile(write('a', `${ascii}${'x'.repeat(2_000_001)}\nend`));
    expect(long.hasLongLine).toBe(true);
    expect((await surveyFile(write('a', `${ascii}${'x'.repeat(2_000_000)}\rend`))).hasLongLine).toBe(false);
  });

  test('stops where it is told to', async () => {
    const file = write('a', text);
    const part = await surveyFile(file, { mostBytes: 5e6, sampleSize: 60 });
    expect(part.isWhole).toBe(false);
    expect(part.unpackedBytes).toBeGreaterThanOrEqual(5e6);
    expect(part.unpackedBytes).toBeLessThan(7e6);
    expect(part.sample.length).toBeLessThanOrEqual(60);
    expect((await surveyFile(file, { mostBytes: 1e9 })).isWhole).toBe(true);
  });
});

describe('surveyFile names', () => {
  const gz = gzipSync(csv.repeat(1000));
  const zip = (name: string) =>
    `PK\x03\x04\x14\0\0\0\x08\0${'\0'.repeat(16)}${String.fromCharCode(name.length)}\0\0\0${name}`;
  const tar = `a.csv${'\0'.repeat(252)}ustar\x0000${'\0'.repeat(300)}`;

  test.each<[string, string | Buffer, string]>([
    ['a.csv', '', 'empty'],
    ['a.csv', ' \n\r\n\t', 'empty'],
    ['a.csv', '\ufeff\n', 'empty'],
    ['a.csv', Buffer.from('\ufeff', 'utf16le'), 'empty'],
    ['a.csv.gz', gzipSync(''), 'empty'],
    ['a.csv.gz', '', 'a broken gzip (no bytes)'],
    ['a.csv.zst', '', 'a broken zstd file (no bytes)'],
    ['a.csv', gz.subarray(0, -5), 'a broken gzip (unexpected end of file)'],
    ['a.csv', latin('\x28\xb5\x2f\xfd\x04'), 'a broken zstd file (unexpected end of file)'],
    ['a.parquet', 'PAR1', 'a broken Parquet file (its end is missing)'],
    ['a.csv', `PAR1${'x'.repeat(50)}PARE`, 'an encrypted Parquet file'],
    ['a.parquet', 'x'.repeat(100), 'a broken Parquet file (its start is missing)'],
    ['a.gz', gzipSync('PAR1xxxxxxxxPAR1'), 'a packed Parquet file or database: unpack it'],
    [
      'a.evtx',
      `ElfFile\0${'\0'.repeat(100)}`,
      'a Windows event log (evtx): convert it with evtx_dump -o jsonl, EvtxECmd --csv or Get-WinEvent | Export-Csv',
    ],
    [
      'a.xlsx',
      latin(`${zip('[Content_Types].xml')}${zip('xl/workbook.xml')}`),
      'an Excel workbook: save it as CSV UTF-8',
    ],
    [
      'a.docx',
      latin(`${zip('[Content_Types].xml')}${zip('word/document.xml')}`),
      'an Office document: save it as CSV UTF-8',
    ],
    [
      'a.xls',
      latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0'),
      'an Excel workbook, or another of old Office: save it as CSV UTF-8',
    ],
    ['a.zip', latin(zip('log.csv')), 'a zip archive: unpack it'],
    ['a.7z', latin('7z\xbc\xaf\x27\x1c\0\x04'), 'a 7z archive: unpack it'],
    ['a.rar', latin('Rar!\x1a\x07\0'), 'a RAR archive: unpack it'],
    ['a.tar', tar, 'a tar archive: unpack it'],
    ['a.tar.gz', gzipSync(tar), 'a tar archive: unpack it'],
    ['a.bz2', latin('BZh91AY&SY\x01\x02'), 'a bzip2 file: unpack it'],
    ['a.xz', latin('\xfd7zXZ\0\0\x04'), 'an xz file: unpack it'],
    ['a.lz4', latin('\x04\x22\x4d\x18d@'), 'an lz4 file: unpack it'],
    ['a.pdf', '%PDF-1.7\n', 'a PDF: export the log as CSV or JSON'],
    [
      'a.db',
      `SQLite format 3\0${'\0'.repeat(90)}`,
      'a SQLite database: export its table as CSV (sqlite3 -csv -header)',
    ],
    ['a.avro', 'Obj\x01\x04', 'an Avro file: convert it to JSON lines or Parquet'],
    ['a.arrow', 'ARROW1\0\0', 'an Arrow file: convert it to Parquet'],
    ['a.xml', '<?xml version="1.0"?><Events/>', 'XML: export the log as CSV or JSON'],
    ['a.xml', Buffer.from('\ufeff<?xml version="1.0"?>', 'utf16le'), 'XML: export the log as CSV or JSON'],
    ['a', latin('\x7fELF\x02\x01'), 'a program'],
    ['a.png', latin('\x89PNG\r\n\x1a\n'), 'a picture'],
    ['a.bin', Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * 167 + (n >> 3)) % 256)), 'no text'],
    ['a.bin', `x${'\0'.repeat(100)}`, 'no text'],
  ])('what is no log: %s', async (name, content, fault) => {
    const file = write(name, content);
    expect(await surveyFile(file)).toMatchObject({ file, fault, head: '', sample: [] });
  });

  test('text for text, though it may have odd characters, or begin as other files do', async () => {
    for (const text of [
      'user,res\na\0b,r\n\0,\b\n',
      'PK,name\n1,2\n',
      'BZh9,x\n',
      'MZ,x\n',
      '\x1b[31mred\x1b[0m\n',
    ]) {
      expect((await surveyFile(write('a.csv', text))).fault).toBeUndefined();
    }
  });

  test('what is no file', async () => {
    const own = newFolder();
    symlinkSync(join(own, 'nowhere'), join(own, 'link.csv'));
    symlinkSync('/dev/zero', join(own, 'zero.csv'));
    spawnSync('mkfifo', [join(own, 'pipe.csv')]);
    mkdirSync(join(own, 'folder'));
    const faults = ['link.csv', 'zero.csv', 'pipe.csv', 'folder', 'missing'].map(
      async (name) => (await surveyFile(join(own, name))).fault,
    );
    expect(await Promise.all(faults)).toEqual([
      'a link to nothing',
      'a device',
      'a named pipe',
      'a folder',
      'a link to nothing',
    ]);
  });

  test.skipIf(process.getuid?.() === 0)('a file that can’t be opened', async () => {
    const file = write('a.csv', csv);
    writeFileSync(file, csv);
    spawnSync('chmod', ['000', file]);
    expect((await surveyFile(file)).fault).toBe("can't be opened (EACCES)");
  });

  test('a broken end of what is large', async () => {
    const large = gzipSync(Buffer.from(Array.from({ length: 6e6 }, (_, n) => 32 + (((n * n) % 9973) % 90))), {
      level: 0,
    });
    expect(large.length).toBeGreaterThan(2 ** 22);
    expect((await surveyFile(write('a.gz', large))).fault).toBeUndefined();
    expect((await surveyFile(write('a.gz', large.subarray(0, -1)))).fault).toBe(
      'a broken gzip (unexpected end of file)',
    );
  });
});

test('surveyFile throws at no bytes', async () => {
  const start = fc.constantFrom('', 'PAR1', '{', '[', '\ufeff', '{"Records":[', 'ElfFile\0', 'a,b\n');
  await fc.assert(
    fc.asyncProperty(
      start,
      fc.uint8Array({ maxLength: 300 }),
      fc.boolean(),
      async (text, bytes, isPacked) => {
        const content = Buffer.concat([Buffer.from(text), bytes]);
        const survey = await surveyFile(write('any', isPacked ? gzipSync(content) : content));
        if (survey.fault === undefined) expect(survey.unpackedBytes).toBe(content.length);
        else expect(survey.fault).not.toBe('');
      },
    ),
    { numRuns: fuzzRuns(200) },
  );
});
