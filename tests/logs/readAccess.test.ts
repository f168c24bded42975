import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAccess } from '../../lib/logs/readAccess.js';
import { sql } from '../../lib/sql/sql.js';
import { rowsOf } from '../rowsOf.js';
import { logFolder } from './logFolder.js';

const { folder, newFolder, write } = logFolder('read-access-');

const columns = { user: 'user', res: 'res' };
const access = (user: string, res: string, likelihood: number, tenant = 'default') => ({
  tenant,
  user,
  res,
  likelihood,
});

async function accessesIn(...args: Parameters<typeof readAccess>) {
  return rowsOf((await readAccess(...args)).table);
}

describe('readAccess groups by tenant, user and resource', () => {
  const csv = 'user,res,n,org\nbob,wiki,1,x\nann,wiki,2,y\nann,wiki,0.5,y\nann,mail,4,x\n';

  test('and counts rows', async () => {
    const { table, report } = await readAccess(write('log.csv', csv), columns);
    expect(rowsOf(table)).toEqual([
      access('ann', 'mail', 1),
      access('ann', 'wiki', 2),
      access('bob', 'wiki', 1),
    ]);
    expect(table.schema.fields.map(String)).toEqual([
      'tenant: Dictionary<Int32, Utf8>',
      'user: Dictionary<Int32, Utf8>',
      'res: Dictionary<Int32, Utf8>',
      'likelihood: Float64',
    ]);
    expect(report).toEqual({
      files: [expect.stringMatching(/log\.csv$/)],
      rows: 4,
      used: 4,
      unreadable: 0,
      reasons: {},
      samples: [],
      leftOut: {},
      span: null,
      outliers: null,
      duplicates: 0,
      joinedSpellings: { user: 0, res: 0 },
      skipped: [],
      timeFormat: null,
      encodings: {},
      profile: null,
      shape: null,
      warning: null,
    });
  });

  test('or sums counts', async () => {
    const options = { tenant: 'org', user: 'user', res: 'res', count: 'n' };
    expect(await accessesIn(write('log.csv', csv), options)).toEqual([
      access('ann', 'mail', 4, 'x'),
      access('bob', 'wiki', 1, 'x'),
      access('ann', 'wiki', 2.5, 'y'),
    ]);
  });
});

describe('readAccess reads', () => {
  const expected = [access('7', 'mail', 1), access('ann', 'wiki', 2)];
  const csv = 'res,user\nwiki,ann\nwiki,ann\nmail,7\n';
  const json =
    '{"user":"ann","res":"wiki"}\n{"res":"wiki","user":"ann","more":{"x":[1]}}\n\n{"user":7,"res":"mail"}\n';
  const array = JSON.stringify(
    json
      .trim()
      .split(/\n+/)
      .map((line) => JSON.parse(line)),
  );

  test.each<[string, string | Uint8Array]>([
    ['a.csv', csv],
    ['a.CSV', csv],
    ['a.csv.gz', gzipSync(csv)],
    ['a.tsv', csv.replaceAll(',', '\t')],
    ['semicolons.csv', csv.replaceAll(',', ';')],
    ['bars.csv', csv.replaceAll(',', '|')],
    ['windows.csv', `\ufeff${csv.replaceAll('\n', '\r\n')}`],
    ['mixed.csv', csv.replace('\n', '\r\n')],
    ['quoted.csv', csv.replaceAll(/\w+/g, '"$&"')],
    ['blank-lines.csv', `\n\n${csv.replaceAll('\n', '\n\n')}`],
    ['no-end.csv', csv.trimEnd()],
    ['data[1]*.csv', csv],
    ["it's $1.csv", csv],
    ['a.jsonl', json],
    ['a.ndjson.gz', gzipSync(json)],
    ['lines.json', json],
    ['array.json', array],
    ['array.json.gz', gzipSync(array)],
  ])('%s', async (name, content) => {
    expect(await accessesIn(write(name, content), columns)).toEqual(expected);
  });

  test('Parquet', async () => {
    const file = join(folder, 'a.parquet');
    await sql`CREATE TABLE parquet_rows AS SELECT unnest(['ann', 'ann', '7']) AS who, unnest(['wiki', 'wiki', 'mail'])::BLOB AS res, 1::BIGINT AS n`;
    // COPY takes no parameters.
    await sql({ raw: [`COPY parquet_rows TO '${file}'`] } as never);
    await sql`DROP TABLE parquet_rows`;
    const options = { user: 'who', res: 'res', count: 'n' };
    expect(await accessesIn(file, options)).toEqual(expected);
    const glob = write('a[b].parquet', readFileSync(file));
    writeFileSync(join(glob, '..', 'ab.parquet'), 'broken');
    expect(await accessesIn(glob, options)).toEqual(expected);
    await expect(readAccess(file, columns)).rejects.toThrow(
      `Expected a column "user" in ${file}, got "res", "who", "n"`,
    );
  });

  test('globs, folders and lists of them, each file once', async () => {
    const first = write('b.csv', 'user,res\nann,wiki\n');
    const own = join(first, '..');
    mkdirSync(join(own, 'deeper'));
    mkdirSync(join(own, '.hidden'));
    writeFileSync(join(own, 'deeper', 'a.jsonl'), '{"user":"bob","res":"wiki"}');
    writeFileSync(join(own, 'notes.txt'), 'no log');
    writeFileSync(join(own, '_SUCCESS.csv'), '');
    writeFileSync(join(own, '.hidden', 'c.csv'), '');
    const both = [access('ann', 'wiki', 1), access('bob', 'wiki', 1)];
    const { table, report } = await readAccess(own, columns);
    expect(rowsOf(table)).toEqual(both);
    expect(report.files).toEqual([first, join(own, 'deeper', 'a.jsonl')]);
    expect(await accessesIn(join(own, '**', '*.jsonl'), columns)).toEqual(both.slice(1));
    expect(await accessesIn([first, join(own, '*.csv').replace('*', 'b*'), own], columns)).toEqual(both);
  });

  test.each([
    ['csv', (user: string) => `user,res\n${user},wiki\n`],
    ['jsonl', (user: string) => `{"user":"${user}","res":"wiki"}\n`],
    ['json', (user: string) => `[{"user":"${user}","res":"wiki"}]`],
  ])('%s files whose names are globs of their neighbours, each as itself', async (ending, content) => {
    const names = ['log1', 'log[1]', 'log?', 'log*'];
    const own = join(write(`log1.${ending}`, content('log1')), '..');
    for (const name of names) writeFileSync(join(own, `${name}.${ending}`), content(name));
    for (const name of names) {
      const file = join(own, `${name}.${ending}`);
      const { table, report } = await readAccess(file, columns);
      expect(rowsOf(table)).toEqual([access(name, 'wiki', 1)]);
      expect(report.files).toEqual([file]);
    }
    expect((await accessesIn(own, columns)).map(({ user }) => user)).toEqual([...names].sort());
    expect((await accessesIn(join(own, 'log[1].*'), columns)).map(({ user }) => user)).toEqual(['log1']);
  });

  test('rows over several lines from a file whose name is a glob', async () => {
    const file = write('log[1].csv', 'user,res\n"a\nb",wiki\n');
    writeFileSync(join(file, '..', 'log1.csv'), 'user,res\n"c\nd",wiki\n');
    expect(await accessesIn(file, columns)).toEqual([access('a\nb', 'wiki', 1)]);
  });

  test('names as data', async () => {
    const names = [
      '<b>',
      '<script>alert(1)</script>',
      `O'Brien "Bob"`,
      'a\nb',
      'a\r\n\r\nb',
      '"',
      '😀',
      '__proto__',
      'nobody',
      '#x',
      ' a ',
      'DOM\\a',
      'x'.repeat(1e4),
    ];
    const sorted = names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
    const csv = `user,res\n${names.map((name) => `${quote(name)},r\n`).join('')}`;
    expect(await accessesIn(write('names.csv', csv), columns)).toEqual(
      sorted.map((name) => access(name, 'r', 1)),
    );
    const json = names.map((user) => `${JSON.stringify({ user, res: 'r' })}\n`).join('');
    expect(await accessesIn(write('names.jsonl', json), columns)).toEqual(
      sorted.map((name) => access(name, 'r', 1)),
    );
  });

  test('columns of any name', async () => {
    const odd = { user: 'user.name', res: `"re\\s", 'x'` };
    const header = 'User.Name,user.name,"""re\\s"", \'x\'"';
    expect(await accessesIn(write('odd.csv', `${header}\nwrong,ann,wiki\n`), odd)).toEqual([
      access('ann', 'wiki', 1),
    ]);
    const json = JSON.stringify({ 'User.Name': 'wrong', [odd.user]: 'ann', [odd.res]: 'wiki' });
    expect(await accessesIn(write('odd.jsonl', json), odd)).toEqual([access('ann', 'wiki', 1)]);
  });

  test('keys that only a late line has', async () => {
    const json = `${'{"res":"wiki"}\n'.repeat(2000)}{"res":"wiki","user":"ann"}`;
    const { table, report } = await readAccess(write('late.jsonl', json), columns);
    expect(rowsOf(table)).toEqual([access('ann', 'wiki', 1)]);
    expect(report.reasons).toEqual({ 'no user': 2000 });
  });

  test('a file without rows', async () => {
    const { table, report } = await readAccess(write('empty.csv', 'user,res\n'), columns);
    expect(table.numRows).toBe(0);
    expect(table.schema.names).toEqual(['tenant', 'user', 'res', 'likelihood']);
    expect(report.rows).toBe(0);
  });
});

describe('readAccess reports what it could not read', () => {
  test('in CSV', async () => {
    const lines = [
      'ann,wiki,1,x',
      'ann,wiki',
      ',wiki,1,x',
      'ann,"",1,x',
      'ann,wiki,many,x',
      'ann,wiki,-1,x',
      'ann,wiki,0,x',
      'ann,wiki,nan,x',
      'ann,wiki,inf,x',
      'ann,wiki,1,',
      'a,b,1,x,y',
      'bob,wiki,2,x',
    ];
    const file = write('bad.csv', ['user,res,n,org', ...lines].join('\n'));
    const { table, report } = await readAccess(file, { tenant: 'org', user: 'user', res: 'res', count: 'n' });
    expect(rowsOf(table)).toEqual([access('ann', 'wiki', 1, 'x'), access('bob', 'wiki', 2, 'x')]);
    expect(report).toMatchObject({
      rows: 12,
      unreadable: 10,
      reasons: {
        'malformed line': 2,
        'no tenant': 1,
        'no user': 1,
        'no resource': 1,
        'count is not a positive number': 5,
      },
    });
    const samples = report.samples.map(({ reason, text }) => [reason, text]);
    expect(samples).toEqual([
      ['count is not a positive number', 'ann,wiki,many,x'],
      ['count is not a positive number', 'ann,wiki,-1,x'],
      ['count is not a positive number', 'ann,wiki,0,x'],
      ['malformed line', 'ann,wiki'],
      ['malformed line', 'a,b,1,x,y'],
      ['no resource', 'ann,"",1,x'],
      ['no tenant', 'ann,wiki,1,'],
      ['no user', ',wiki,1,x'],
    ]);
    expect(report.samples[0]).toMatchObject({ file, line: 6 });
  });

  test('in JSON lines', async () => {
    const lines = [
      '{"user":"ann","res":"wiki"}',
      '{"user":"ann"',
      'oops',
      '[1]',
      '"x"',
      'null',
      '{"user":null,"res":"wiki"}',
      '{"user":"ann"}',
    ];
    const { table, report } = await readAccess(write('bad.jsonl', lines.join('\n')), columns);
    expect(rowsOf(table)).toEqual([access('ann', 'wiki', 1)]);
    expect(report).toMatchObject({
      rows: 8,
      unreadable: 7,
      reasons: { 'malformed line': 5, 'no user': 1, 'no resource': 1 },
    });
    expect(report.samples.slice(0, 3).map(({ text }) => text)).toEqual(['{"user":"ann"', 'oops', '[1]']);
  });

  test('in JSON whose names are objects or arrays', async () => {
    const lines = [
      '{"user":{"id":1},"res":"wiki"}',
      '{"user":"ann","res":["wiki"]}',
      '{"user":"{}","res":"[1]"}',
      '{"user":true,"res":1.5}',
    ];
    const { table, report } = await readAccess(write('nested.jsonl', lines.join('\n')), columns);
    expect(rowsOf(table)).toEqual([access('true', '1.5', 1), access('{}', '[1]', 1)]);
    expect(report.reasons).toEqual({ 'no user': 1, 'no resource': 1 });
    expect(report.samples.map(({ text }) => text)).toEqual([lines[1], lines[0]]);
  });

  test('that is no UTF-8, with its line', async () => {
    const bytes = Buffer.concat([
      Buffer.from('user,res\nann,wiki\nb'),
      Buffer.from([0xff]),
      Buffer.from('b,wiki\nann,wiki\n'),
    ]);
    const { table, report } = await readAccess(write('latin.csv', bytes), columns);
    expect(rowsOf(table)).toEqual([access('ann', 'wiki', 2)]);
    expect(report.samples).toEqual([
      { reason: 'malformed line', file: report.files[0], line: 3, text: 'b\ufffdb,wiki' },
    ]);
  });

  test('that is too long', async () => {
    const file = write('long.csv', `user,res\nann,wiki\nann,${'x'.repeat(3e6)}\nann,wiki\n`);
    const { table, report } = await readAccess(file, columns);
    expect(rowsOf(table)).toEqual([access('ann', 'wiki', 2)]);
    expect(report.reasons).toEqual({ 'malformed line': 1 });
    expect(report.samples[0].text).toHaveLength(200);
  });

  test('and loses no other line to a quote that is left open', async () => {
    const lines = Array.from({ length: 200_000 }, (_, row) => `user ${row % 1000},resource ${row % 77}`);
    lines[3] = `"${lines[3]}`;
    const { table, report } = await readAccess(write('open.csv', `user,res\n${lines.join('\n')}\n`), columns);
    expect(report).toMatchObject({ rows: 200_000, unreadable: 1, reasons: { 'malformed line': 1 } });
    expect(rowsOf(table).reduce((sum, { likelihood }) => sum + (likelihood as number), 0)).toBe(199_999);
  });

  test('beside rows over several lines', async () => {
    const { table, report } = await readAccess(
      write('several.csv', 'user,res\n"a\n\nb","x\n"\nonly\nc,y\n'),
      columns,
    );
    expect(rowsOf(table)).toEqual([access('a\n\nb', 'x\n', 1), access('c', 'y', 1)]);
    expect(report).toMatchObject({ rows: 3, unreadable: 1, samples: [{ line: 6, text: 'only' }] });
  });

  test('so that rows add up, whatever the lines', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', ';', ' ', '\\', "'"), maxLength: 4 });
    const line = fc.array(cell, { minLength: 1, maxLength: 3 }).map((cells) => cells.join(','));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
        // No quote can be closed in the last lines, so nothing may keep them from being read.
        const csv = ['user,res', ...lines, ...Array(5).fill('last,line')].join('\n');
        const { table, report } = await readAccess(write('any.csv', csv), columns);
        const likelihoods = rowsOf(table).map(({ likelihood }) => likelihood as number);
        const read = likelihoods.reduce((sum, likelihood) => sum + likelihood, 0);
        expect(rowsOf(table)).toContainEqual(access('last', 'line', 5));
        expect(read + report.unreadable).toBe(report.rows);
        const written = 5 + lines.filter((text) => text.trim() !== '').length;
        if (csv.includes('"')) expect(report.rows).toBeLessThanOrEqual(written);
        else expect(report.rows).toBe(written);
      }),
      { numRuns: 100, seed: 11 },
    );
  });
});

describe('readAccess refuses', () => {
  test.each([
    ['a.csv', 'who;res\n', '"res", "who"'],
    ['a.csv', 'whoever\n', '"whoever"'],
    ['a.csv', '', 'no columns'],
    ['a.jsonl', '{"who":1,"res":2}', '"res", "who"'],
    ['a.json', '[]', 'no record, or none that can be read: each has to be JSON with fields'],
  ])('%s with %j, which lacks a column', async (name, content, got) => {
    const file = write(name, content);
    const error: Error = await readAccess(file, columns).then(
      () => expect.fail('no error'),
      (refused) => refused,
    );
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toContain(`Expected a column "user" in ${file}, got ${got}`);
  });

  test('a header with a wanted column twice', async () => {
    const file = write('twice.csv', 'user,res,other,other,user\nann,wiki,x,y,bob\n');
    await expect(readAccess(file, columns)).rejects.toThrow(
      new RangeError(`Expected one column "user" in ${file}, got several`),
    );
    const unread = write('unread.csv', 'user,res,other,other\nann,wiki,x,y\n');
    expect(await accessesIn(unread, columns)).toEqual([access('ann', 'wiki', 1)]);
  });

  test('a source where there is nothing', async () => {
    const missing = join(folder, 'missing.csv');
    await expect(readAccess(missing, columns)).rejects.toThrow(
      `Expected a file, a glob or a folder with access logs, got ${JSON.stringify(missing)}, where there is none`,
    );
    await expect(readAccess([], columns)).rejects.toThrow(
      'Expected a file, glob or folder to read, got none',
    );
  });

  test('a file of another kind, whatever its name', async () => {
    const file = write('a.csv', Buffer.from('PK\x03\x04\x14\x00\x06\x00xl/workbook.xml', 'latin1'));
    await expect(readAccess(file, columns)).rejects.toThrow(
      /Expected an access log in .*a\.csv, got an Excel workbook: save it as CSV/,
    );
    expect(await accessesIn(write('a.xlsx', 'user,res\nann,wiki\n'), columns)).toEqual([
      access('ann', 'wiki', 1),
    ]);
  });

  test('a broken file, and names it', async () => {
    await expect(readAccess(write('broken.parquet', 'x'.repeat(100)), columns)).rejects.toThrow(
      'broken.parquet',
    );
    const cut = gzipSync('user,res\nann,wiki\n').subarray(0, 25);
    await expect(readAccess(write('broken.csv.gz', cut), columns)).rejects.toThrow('broken.csv.gz');
    // A file that was unpacked on the way is no longer gzip, whatever its name.
    expect(await accessesIn(write('plain.csv.gz', 'user,res\nann,wiki\n'), columns)).toEqual([
      access('ann', 'wiki', 1),
    ]);
  });

  test('options that name no column', async () => {
    await expect(readAccess('a.csv', { user: 'user', res: null } as never)).rejects.toThrow(
      'Expected res to name a column, got null',
    );
    await expect(readAccess('a.csv', { ...columns, tenant: '' })).rejects.toThrow(
      'Expected tenant to name a column, got ""',
    );
  });
});

describe('files that are no logs', () => {
  const good = 'user,res\nann,wiki\n';

  test('in a folder are skipped and named, and the others read', async () => {
    const own = newFolder();
    mkdirSync(join(own, 'sub'));
    const put = (name: string, content: string | Uint8Array) => writeFileSync(join(own, name), content);
    const gz = gzipSync(`user,res\n${'bob,mail\n'.repeat(50_000)}`);
    put('a.csv', good);
    put('b.csv', '');
    put('c.csv', '\n  \n');
    put('d.csv.gz', gz.subarray(0, gz.length - 20));
    put('e.csv.gz', 'user,res\nann,wiki\n');
    put('f.csv.gz', gzipSync(''));
    put('g.parquet', 'PAR1');
    put('readme.txt', 'hello');
    put('.hidden.csv', 'x');
    put('sub/h.csv.gz', gzipSync(good));
    const corrupt = Buffer.from(gz);
    corrupt[corrupt.length - 6] ^= 0xff;
    put('i.csv.gz', corrupt);
    symlinkSync(join(own, 'nowhere'), join(own, 'j.csv'));
    spawnSync('mkfifo', [join(own, 'k.csv')]);

    const { table, report } = await readAccess(own, columns);
    expect(rowsOf(table)).toEqual([access('ann', 'wiki', 3)]);
    expect(report.files.map((file) => basename(file))).toEqual(['a.csv', 'e.csv.gz', 'h.csv.gz']);
    expect(report.skipped.map(({ file, reason }) => [basename(file), reason])).toEqual([
      ['b.csv', 'empty'],
      ['c.csv', 'empty'],
      ['d.csv.gz', 'a broken gzip (unexpected end of file)'],
      ['f.csv.gz', 'empty'],
      ['g.parquet', 'a broken Parquet file (its end is missing)'],
      ['i.csv.gz', 'a broken gzip (incorrect data check)'],
      ['j.csv', 'a link to nothing'],
      ['k.csv', 'a named pipe'],
      ['readme.txt', 'no log by its content'],
    ]);
    expect(report.warning).toContain('d.csv.gz (a broken gzip (unexpected end of file))');
  });

  test('are an error where they are named, or where there is nothing else', async () => {
    const gz = gzipSync(`user,res\n${'bob,mail\n'.repeat(1000)}`);
    const cut = write('cut.csv.gz', gz.subarray(0, gz.length - 9));
    await expect(readAccess(cut, columns)).rejects.toThrow(
      `Expected an access log in ${cut}, got a broken gzip (unexpected end of file)`,
    );
    const empty = write('empty.csv', '');
    await expect(readAccess(dirname(empty), columns)).rejects.toThrow(
      `Expected an access log in ${dirname(empty)}, got none among 1 files: ${empty} (empty)`,
    );
  });
});

test('UTF-16, as tools of Windows write it, is read, packed or not, and said', async () => {
  const utf16 = Buffer.from('\uFEFFuser,res\nbob,mail\n', 'utf16le');
  for (const file of [write('wide.csv', utf16), write('wide.csv.gz', gzipSync(utf16))]) {
    const { table, report } = await readAccess(file, columns);
    expect(rowsOf(table)).toEqual([access('bob', 'mail', 1)]);
    expect(report.encodings).toEqual({ 'UTF-16': 1 });
  }
});

test('a log of which no row is left says so, and why', async () => {
  const file = write('old.csv', 'user,res,at\nbob,mail,2026-01-05\n');
  const { report } = await readAccess(file, { time: 'at', from: '2027-01-01' });
  expect(report.warning).toMatch(/^Not one row is left \(.*: 1\)\.$/);
});

describe('malformed lines beside rows over several lines', () => {
  test('cost no other row, and are named by their line', async () => {
    const rows = Array.from({ length: 3000 }, (_, n) =>
      n % 7 === 0 ? `"user\n${n}","a ""res""\r\nof ${n}"` : `user ${n},res ${n}`,
    );
    rows.splice(500, 0, 'a,b,c');
    rows.splice(1500, 0, '"open,r');
    rows.splice(2500, 0, 'x "y,"z"w');
    const content = `user,res\n${rows.join('\n')}\n`;
    const { table, report } = await readAccess(write('mixed.csv', content), columns);
    expect(report).toMatchObject({ rows: 3003, used: 3000, reasons: { 'malformed line': 3 } });
    expect(rowsOf(table)).toContainEqual(access('user\n14', 'a "res"\r\nof 14', 1));
    const lines = content.split('\n');
    const lineOf = (text: string) => lines.indexOf(text) + 1;
    expect(report.samples.map(({ line, text }) => [line, text])).toEqual([
      [lineOf('a,b,c'), 'a,b,c'],
      [lineOf('"open,r'), '"open,r'],
      [lineOf('x "y,"z"w'), 'x "y,"z"w'],
    ]);
  });

  test('whatever they are', async () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'b', '"', ',', '\n', '\r\n', ' ', 'é'),
      minLength: 1,
      maxLength: 6,
    });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const row = fc.tuple(name, name).filter(([user, res]) => user.trim() !== '' && res.trim() !== '');
    const bad = fc.constantFrom('only', 'a,b,c', '"a"b,c', 'x,"y"z');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(row, bad), { maxLength: 20 }), async (items) => {
        const text = items.map((item) => (typeof item === 'string' ? item : item.map(quoted).join(',')));
        // If most rows had a cell more than the header, these would be whole.
        const good = Array(items.length + 1).fill('ann,wiki');
        const rows = ['user,res', ...text, ...good, ''];
        const { report } = await readAccess(write('any.csv', rows.join('\n')), columns);
        const wrong = items.filter((item) => typeof item === 'string').length;
        expect([report.rows, report.unreadable]).toEqual([items.length + good.length, wrong]);
      }),
      { numRuns: 60 },
    );
  });

  test('make a warning beyond a twentieth of the rows', async () => {
    const lines = (bad: number) => `user,res\n${'ann,wiki\n'.repeat(100 - bad)}${'only\n'.repeat(bad)}`;
    expect((await readAccess(write('a.csv', lines(5)), columns)).report.warning).toBeNull();
    expect((await readAccess(write('a.csv', lines(6)), columns)).report.warning).toBe(
      '6.0 % of the rows could not be read (malformed line: 6). The results leave them out. Look at the samples, and at the names of the columns.',
    );
  });
});
