import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReadAccessOptions } from '../../lib/logs/ReadAccessOptions.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { withConnection } from '../../lib/sql/withConnection.js';
import { rowsOf } from '../rowsOf.js';
import { logFolder } from './logFolder.js';

const { newFolder } = logFolder('read-access-large-');

/** More than what is read at once, so that DuckDB reads the file where it is. In bytes. */
const LARGE = 2 ** 22 + 2 ** 16;

const PAD = 'x'.repeat(300);
const name = fc.constantFrom(
  'ada',
  'Ada',
  'ADA',
  'ben',
  'b en',
  'cleo é',
  '😀',
  '-',
  '',
  'null',
  ' x',
  'a|b;c',
);
const time = fc.constantFrom(
  '2026-03-01T10:00:00Z',
  '2026-03-02 11:30:00.123456',
  '1772500000',
  'never',
  '',
  '2026-01-01',
);
const row = fc.record({
  user: name,
  res: fc.constantFrom('wiki', 'Wiki', 'mail', '/a/b', 'N/A', 'x'.repeat(50)),
  at: time,
  n: fc.constantFrom('1', '0.5', '2', 'many', '-1'),
  id: fc.nat({ max: 20_000 }).map((n) => (n % 50 === 0 ? '' : `e-${n}`)),
  place: fc.constantFrom('DE', 'FR', '', 'None'),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;

const HEADER = 'user,res,at,n,id,place,pad';
const csvLine = ({ user, res, at, n, id, place }: Row) => [user, res, at, n, id, place, PAD].join(',');

function jsonLine({ user, res, at, n, id, place }: Row, at2: number): string {
  const who = at2 % 5 === 0 ? JSON.stringify({ name: user }) : { name: user };
  const key = at2 % 11 === 0 ? 'RES' : 'res';
  return JSON.stringify({ who, [key]: res, at, n: Number(n) || n, id, from: { place }, pad: PAD });
}

/** Lines, some of which are malformed. */
function linesOf(line: (row: Row, n: number) => string, odd: readonly string[]): string[] {
  const rows = fc.sample(row, { numRuns: 997, seed: 7 });
  const lines: string[] = [];
  for (let n = 0, length = 0; length < LARGE; n++) {
    // Ids are spread over all rows, so that some come again much later.
    const next = line({ ...rows[n % rows.length], id: rows[(n * 7) % rows.length].id + (n % 13) }, n);
    lines.push(next);
    if (n % 400 === 7) lines.push(odd[((n / 400) % odd.length) | 0]);
    length += next.length;
  }
  return lines;
}

const json = linesOf(jsonLine, [
  '{"who":',
  '',
  '[1]',
  '   ',
  'x',
  '{"who":{"name":{"deep":1}},"res":"wiki"}',
]);
const csv = linesOf(csvLine, ['only', '', HEADER, '  ', `a,b,c,d,e,f,g,h`]);

const ways: [string, ReadAccessOptions][] = [
  ['names', {}],
  ['counts, times and days', { time: 'at', count: 'n', times: true, likelihood: 'days', from: '2026-02-01' }],
  ['events once, without case', { id: 'id', foldCase: true, time: 'at' }],
  [
    'days, hours and places',
    { time: 'at', by: 'day', hours: true, count: 'n', foldCase: 'lower', trim: true },
  ],
];
const places = { json: 'from.place', csv: 'place' };

async function read(source: string | string[], kind: keyof typeof places, options: ReadAccessOptions) {
  const user = kind === 'json' ? 'who.name' : 'user';
  const context = options.by === undefined ? {} : { context: { place: places[kind] } };
  let numPacked = 0;
  const onProgress = ({ rows }: { rows: number }) => {
    numPacked = rows;
  };
  const { table, report } = await readAccess(source, { user, onProgress, ...context, ...options });
  const { files: _, samples: __, ...counts } = report;
  return { rows: rowsOf(table), counts, report, numPacked };
}

/** The lines in small files, which are packed. */
function small(kind: 'json' | 'csv', lines: readonly string[]): string[] {
  const own = newFolder();
  const part = Math.ceil(lines.length / 3);
  return [0, 1, 2].map((n) => {
    const file = join(own, `${n}.${kind === 'json' ? 'jsonl' : 'csv'}`);
    const some = lines.slice(n * part, (n + 1) * part);
    writeFileSync(file, `${[...(kind === 'csv' ? [HEADER] : []), ...some].join('\n')}\n`);
    return file;
  });
}

async function zstd(content: string): Promise<Buffer> {
  const file = join(newFolder(), 'all.zst');
  const text = join(newFolder(), 'all.txt');
  writeFileSync(text, content);
  await withConnection((connection) =>
    connection.run(`COPY (SELECT content FROM read_text('${text}')) TO '${file}'
      (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIM '\x1f', COMPRESSION zstd)`),
  );
  return readFileSync(file);
}

const FORMS = {
  plain: async (text: string) => Buffer.from(text),
  'with CR LF': async (text: string) => Buffer.from(text.replaceAll('\n', '\r\n')),
  'with a byte order mark': async (text: string) => Buffer.from(`\ufeff${text}`),
  gzip: async (text: string) => gzipSync(text, { level: 1 }),
  'gzip of two members': async (text: string) => {
    const half = Math.floor(text.length / 2);
    return Buffer.concat([
      gzipSync(text.slice(0, half), { level: 1 }),
      gzipSync(text.slice(half), { level: 1 }),
    ]);
  },
  zstd,
};

describe.each([
  ['json', json],
  ['csv', csv],
] as const)('a large file of %s is read as small ones of the same rows', (kind, lines) => {
  const text = `${[...(kind === 'csv' ? [HEADER] : []), ...lines].join('\n')}\n`;
  let packed: Awaited<ReturnType<typeof read>>[];

  beforeAll(async () => {
    const files = small(kind, lines);
    packed = [];
    for (const [, options] of ways) packed.push(await read(files, kind, options));
    expect(packed[0].counts.used).toBeGreaterThan(5000);
    expect(packed[0].numPacked).toBeGreaterThan(10_000);
    expect(packed[2].counts.duplicates).toBeGreaterThan(1000);
  });

  it.each(ways.map(([what], n) => [what, n] as const))('by %s', async (_, n) => {
    const file = join(newFolder(), `large.${kind}`);
    writeFileSync(file, text);
    const large = await read(file, kind, ways[n][1]);
    expect(large.numPacked).toBe(0);
    expect(large.counts).toEqual(packed[n].counts);
    expect(large.rows).toEqual(packed[n].rows);
    const written = text.split('\n');
    for (const { line, text: sample } of large.report.samples) {
      expect(written[line! - 1].slice(0, 190)).toBe(sample.slice(0, 190));
    }
  });

  it.each(Object.keys(FORMS) as (keyof typeof FORMS)[])('%s', async (form) => {
    const file = join(newFolder(), `large.${kind}`);
    const bytes = await FORMS[form](text);
    if (form === 'gzip') expect(gunzipSync(bytes).toString() === text).toBe(true);
    writeFileSync(file, bytes);
    const large = await read(file, kind, ways[2][1]);
    expect(large.numPacked).toBe(0);
    expect(large.counts).toEqual(packed[2].counts);
    expect(large.rows).toEqual(packed[2].rows);
  });
});
