import { appendFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Table } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { inspectLog } from '../../lib/logs/inspectLog.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { logFolder } from './logFolder.js';
import { writeDatabase, writeParquet } from './writeTables.js';

const { write, newFolder } = logFolder('inspect-log-');
const FIXTURES = 'tests/fixtures/logs';
const CASES = 'tests/fixtures/cases';

const TEXT = 'at,who,door\n2026-03-01T08:00:00Z,ada,lab\n2026-03-01T08:01:00Z,bén,café\n';
const DOORS = [
  { at: '2026-03-01T08:00:00Z', who: 'ada', door: 'lab' },
  { at: '2026-03-01T08:01:00Z', who: 'ben', door: 'hall' },
];
const LINES = DOORS.map((door) => JSON.stringify(door)).join('\n');

/** The row of a field. */
function fieldOf(fields: Table, name: string) {
  return fields.toArray().find(({ field }) => field === name);
}

describe('the format and the encoding', () => {
  it.each<[string, string, string | Uint8Array, string, string]>([
    ['commas', 'a.csv', TEXT, 'CSV separated by commas', 'UTF-8'],
    ['semicolons', 'a.log', TEXT.replaceAll(',', ';'), 'CSV separated by semicolons', 'UTF-8'],
    ['tabs', 'a.txt', TEXT.replaceAll(',', '\t'), 'CSV separated by tabs', 'UTF-8'],
    ['bars', 'a', TEXT.replaceAll(',', '|'), 'CSV separated by bars', 'UTF-8'],
    ['gzip', 'a.csv.gz', gzipSync(TEXT), 'CSV separated by commas, gzip', 'UTF-8'],
    ['UTF-16', 'a.csv', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), 'CSV separated by commas', 'UTF-16'],
    ['Windows-1252', 'a.csv', Buffer.from(TEXT, 'latin1'), 'CSV separated by commas', 'Windows-1252'],
    ['JSON lines', 'a.log', LINES, 'JSON lines', 'UTF-8'],
    ['an array', 'a.json', JSON.stringify(DOORS, null, 2), 'JSON', 'UTF-8'],
    ['a document', 'a.json', JSON.stringify({ value: DOORS }), 'JSON', 'UTF-8'],
  ])('are known of %s', async (_, name, content, format, encoding) => {
    const log = await inspectLog(write(name, content));
    expect(log).toMatchObject({ format, encoding, rows: 2, isAll: true, files: { found: 1, looked: 1 } });
    expect(log.suggestion).toEqual({ user: 'who', res: 'door', time: 'at' });
  });

  it.each([
    ['40-zeek-tsv', "Zeek's TSV"],
    ['41-w3c', 'W3C extended log format'],
    ['37-zstandard', 'JSON lines, zstd'],
  ])('are known of %s', async (name, format) => {
    expect((await inspectLog(inputOf(name))).format).toBe(format);
  });

  it('are of all rows where Parquet or a database has no more than are sampled', async () => {
    const rows = (count: number) => `SELECT 'u' || n AS who, 'd' || n AS door FROM range(${count}) AS r(n)`;
    const [few, many] = [join(newFolder(), 'few.parquet'), join(newFolder(), 'many.parquet')];
    await writeParquet(few, rows(499));
    await writeParquet(many, rows(500));
    expect(await inspectLog(few)).toMatchObject({ format: 'Parquet', isAll: true, rows: 499 });
    expect((await inspectLog(many)).isAll).toBe(false);
    expect((await inspectLog([few, many])).isAll).toBe(false);
    const database = await writeDatabase(join(newFolder(), 'a.duckdb'), rows(3));
    expect(await inspectLog(database)).toMatchObject({ isAll: true, rows: 3 });
  });

  it('are known of Parquet and queries', async () => {
    const path = 'data/lanl-2014-user-computer/first-span.parquet';
    expect(await inspectLog(path)).toMatchObject({ format: 'Parquet', isAll: false, profile: null });
    expect((await inspectLog(path)).suggestion).toMatchObject({ user: 'user', res: 'res' });
    const log = await inspectLog("SELECT 'ada' AS who, 'lab' AS door UNION ALL SELECT 'ben', 'hall'");
    expect(log).toMatchObject({ format: 'an SQL query', files: { found: 0, looked: 0 } });
    expect(log.suggestion).toEqual({ user: 'who', res: 'door' });
  });

  it('of several files are all named, the most frequent first', async () => {
    const folder = newFolder();
    for (const name of ['a.csv', 'b.csv']) writeFileSync(join(folder, name), TEXT);
    writeFileSync(join(folder, 'c.jsonl'), LINES);
    writeFileSync(join(folder, 'd.zip'), Buffer.from('PK\x03\x04 what is in there'));
    const log = await inspectLog(folder);
    expect(log.format).toBe('CSV separated by commas; JSON lines');
    expect(log.files).toEqual({ found: 4, looked: 3 });
    expect(log.skipped).toEqual([{ file: join(folder, 'd.zip'), reason: expect.stringContaining('zip') }]);
    expect(log.rows).toBe(6);
  });
});

it('says what a file is that can be no log, and what to do', async () => {
  await expect(inspectLog(inputOf('42-evtx'))).rejects.toThrow(/a Windows event log \(evtx\).*evtx_dump/);
  await expect(inspectLog(join(newFolder(), 'none.csv'))).rejects.toThrow('where there is none');
});

describe('the profile', () => {
  it.each([
    ['cloudtrail', 'cloudtrail'],
    ['windows', 'windows'],
    ['windows-winlogbeat.ndjson', 'windows'],
    ['windows.csv', 'windows'],
    ['entra-graph.json', 'entra'],
    ['entra-diagnostic.json', 'entra'],
    ['entra-loganalytics.csv', 'entra'],
    ['office365-api.json', 'office365'],
    ['office365-export.csv', 'office365'],
    ['okta.json', 'okta'],
    ['github.ndjson', 'github'],
  ])('of %s is %s', async (file, profile) => {
    const log = await inspectLog(join(FIXTURES, file));
    expect(log.profile).toBe(profile);
    expect(log.suggestion).toEqual({ profile });
    expect(log.why).toMatch(/^\d+ of \d+ rows are events of /);
    const { report } = await readAccess(join(FIXTURES, file), log.suggestion);
    expect(report.used).toBeGreaterThan(0);
  });

  it.each(casesWithProfile())('of the case %s is %s', async (name, profile) => {
    const log = await inspectLog(inputOf(name));
    expect(log.profile).toBe(profile);
  });

  it.each<[string, object]>([
    [
      'gworkspace',
      {
        id: {
          time: '2026-03-01T08:00:00.000Z',
          uniqueQualifier: '-1',
          applicationName: 'drive',
          customerId: 'C0',
        },
        actor: { callerType: 'USER', email: 'ada@example.com', profileId: '1' },
        ipAddress: '192.0.2.5',
        events: [{ type: 'access', name: 'view', parameters: [{ name: 'doc_id', value: 'd1' }] }],
      },
    ],
    [
      'databricks',
      {
        timestamp: 1775635200000,
        workspaceId: '42',
        sourceIPAddress: '192.0.2.3',
        userAgent: 'python-requests/2.31.0',
        userIdentity: { email: 'ada@example.com' },
        serviceName: 'unityCatalog',
        actionName: 'getTable',
        requestId: 'q1',
        requestParams: { full_name_arg: 'main.hr.pay' },
        response: { statusCode: 200 },
      },
    ],
    [
      'ecs',
      {
        '@timestamp': '2026-03-01T08:00:00Z',
        event: { id: 'e1', kind: 'event', category: ['file'], outcome: 'success', action: 'read' },
        user: { name: 'ada' },
        host: { name: 'fs1' },
        file: { path: '/hr/pay.xlsx' },
        source: { ip: '192.0.2.7' },
        organization: { id: 'o1' },
      },
    ],
  ])('of such an event is %s', async (profile, event) => {
    expect((await inspectLog(write('one.json', JSON.stringify([event])))).profile).toBe(profile);
  });

  it('of what is no vendor is none', async () => {
    const log = await inspectLog(write('a.csv', TEXT));
    expect(log).toMatchObject({ profile: null, shape: null, why: 'No profile knows events like these.' });
  });

  it.each([
    ['event_type', 'user_id', 'timestamp', 'page'],
    ['action', 'actor', 'created_at', 'repo'],
    ['event_type', 'username', 'timestamp', 'application', 'status', 'service', 'user_id'],
  ])('is none where only names that many logs have are there: %s, %s, %s', async (...names) => {
    const cells = (n: number) =>
      names.map((name) => (/time|_at/.test(name) ? '2026-03-01' : `${name}${n % 3}`));
    const rows = Array.from({ length: 9 }, (_, n) => cells(n).join(','));
    const log = await inspectLog(write('a.csv', [names.join(','), ...rows].join('\n')));
    expect(log.profile).toBe(null);
    expect(log.suggestion).toMatchObject({ user: expect.any(String), res: expect.any(String) });
  });

  it('comes with the form in which the log is', async () => {
    const { shape, why } = await inspectLog(inputOf('08-okta-table'));
    expect(shape).toBe('as Microsoft Sentinel (Log Analytics) exports it');
    expect(why).toContain(shape);
  });
});

describe('the suggestion', () => {
  it.each(casesWithFields())('reads the case %s', async (name, options) => {
    const log = await inspectLog(inputOf(name));
    const { user, res } = log.suggestion;
    expect([user, res].map((field) => field?.toLowerCase())).toEqual(
      [options.user, options.res].map((field) => field.toLowerCase()),
    );
    const { table } = await readAccess(inputOf(name), log.suggestion);
    expect(table.numRows).toBeGreaterThan(0);
  });

  it('names an id only where it tells events apart', async () => {
    const rows = (id: (n: number) => string) =>
      [
        'when,account,share,id',
        ...Array.from({ length: 40 }, (_, n) => `2026-03-0${1 + (n % 9)},u${n % 5},s${n % 7},${id(n)}`),
      ].join('\n');
    expect(
      (
        await inspectLog(
          write(
            'a.csv',
            rows((n) => `e-${n}`),
          ),
        )
      ).suggestion.id,
    ).toBe('id');
    expect(
      (
        await inspectLog(
          write(
            'b.csv',
            rows((n) => `e-${n % 5}`),
          ),
        )
      ).suggestion,
    ).not.toHaveProperty('id');
  });

  it('joins a day and a time of day in two columns', async () => {
    const path = write(
      'a.csv',
      'day,clock,login,room\n2026-03-01,08:00:00,ada,lab\n2026-03-02,09:30:00,ben,hall\n',
    );
    const log = await inspectLog(path);
    expect(log.suggestion.time).toBe('day clock');
    const { report } = await readAccess(path, log.suggestion);
    expect(report.span).toEqual({
      first: new Date('2026-03-01T08:00Z'),
      last: new Date('2026-03-02T09:30Z'),
    });
  });

  it('takes no account number for a time, and no empty column for a name', async () => {
    const path = write(
      'a.csv',
      'account_id,user,login,file,at\n987654321098,-,ada,a.txt,2026-03-01\n987654321099,-,ben,b.txt,2026-03-02\n',
    );
    const { suggestion, fields } = await inspectLog(path);
    expect(suggestion).toMatchObject({ user: 'login', res: 'file', time: 'at' });
    expect(fieldOf(fields, 'user')).toMatchObject({ filled: 0, distinct: 0, could_be: '' });
  });
});

describe('the fields', () => {
  it('are those of columns in their order, with shares, distinct values and examples', async () => {
    const { fields } = await inspectLog(write('a.csv', 'who,why\nada,\nada,x\nben,\nada,\n'));
    expect(fields.toArray().map((row) => row.toJSON())).toEqual([
      { field: 'who', filled: 1, distinct: 2, examples: 'ada | ben', could_be: 'user' },
      { field: 'why', filled: 0.25, distinct: 1, examples: 'x', could_be: '' },
    ]);
  });

  it('are nested ones, too, of lists those of the entry that a name finds, and of JSON that stands as text', async () => {
    const events = [
      {
        to: [
          { type: 'User', name: 'ada' },
          { type: 'App', name: 'Mail' },
        ],
        tags: ['x', 'y'],
        more: '{"a":{"b":1}}',
        at: 1,
      },
      { to: [{ type: 'App', name: 'Wiki' }], tags: ['x'], more: '{"a":{"b":2}}', at: 2 },
    ];
    const { fields } = await inspectLog(write('a.json', JSON.stringify(events)));
    const shown = fields.toArray().map(({ field, filled, examples }) => [field, filled, examples]);
    expect(shown).toEqual([
      ['to[type=User].name', 0.5, 'ada'],
      ['to[type=App].name', 1, 'Mail | Wiki'],
      ['tags[0]', 1, 'x'],
      ['more.a.b', 1, '1 | 2'],
      ['at', 1, '1 | 2'],
    ]);
  });

  it('that differ in case only are one', async () => {
    const lines = [{ Who: 'ada' }, { who: 'ben' }, { who: 'cleo' }].map((row) =>
      JSON.stringify({ ...row, n: 1 }),
    );
    const { fields } = await inspectLog(write('a.jsonl', lines.join('\n')));
    expect(fields.toArray().map(({ field, filled }) => [field, filled])).toEqual([
      ['who', 1],
      ['n', 1],
    ]);
  });

  it('have examples without half characters', async () => {
    const { fields } = await inspectLog(write('a.csv', `who,x\nada,${'😀'.repeat(80)}\n`));
    expect(fieldOf(fields, 'x').examples).toBe(`${'😀'.repeat(60)}…`);
  });
});

describe('however much there is', () => {
  it('of a large file only the beginning is looked at', async () => {
    const path = write('large.jsonl', '');
    const lines = Array.from(
      { length: 50_000 },
      (_, n) => `{"who":"u${n % 90}","door":"d${n % 7}","n":${n}}\n`,
    );
    appendFileSync(path, lines.join(''));
    for (let n = 0; n < 3; n++) appendFileSync(path, lines.join(''));
    // The rest is a hole, which no reader of the whole file would take for a log.
    truncateSync(path, 200 * 2 ** 20);
    const log = await inspectLog(path);
    expect(log).toMatchObject({ isAll: false, format: 'JSON lines', files: { found: 1, looked: 1 } });
    expect(log.rows).toBeLessThanOrEqual(2000);
    expect(log.suggestion).toMatchObject({ user: 'who', res: 'door' });
  });

  it('of 3,000 files some are looked at, from everywhere', async () => {
    const folder = newFolder();
    for (let n = 0; n < 3000; n++) {
      writeFileSync(join(folder, `${String(n).padStart(4, '0')}.csv`), `who,door\nu${n},lab\n`);
    }
    const log = await inspectLog(folder);
    expect(log).toMatchObject({ isAll: false, rows: 60, files: { found: 3000, looked: 60 } });
    const numbers = log.fields.toArray()[0].examples.match(/\d+/g).map(Number);
    expect(numbers).toEqual([0, 50, 100]);
  });

  it('of many rows in a small file some are looked at', async () => {
    const lines = Array.from({ length: 5000 }, (_, n) => `u${n},lab`);
    const log = await inspectLog(write('a.csv', ['who,door', ...lines].join('\n')));
    expect(log.isAll).toBe(false);
    expect(log.rows).toBeLessThan(5000);
  });
});

it('refuses options that it does not know', async () => {
  await expect(inspectLog('x.csv', { relatoin: 'a' } as object)).rejects.toThrow('relatoin');
});

/** The input of a case. */
function inputOf(name: string): string {
  const folder = join(CASES, name);
  return join(folder, readdirSync(folder).find((file) => file.startsWith('input'))!);
}

/** What is asked of the case, and whether it is an error. */
function caseOf(name: string): { options: Record<string, string>; isError: boolean } {
  const { options = {}, expect: wanted } = JSON.parse(readFileSync(join(CASES, name, 'case.json'), 'utf8'));
  return { options, isError: wanted.error !== undefined || wanted.rows === undefined };
}

function cases(): string[] {
  return readdirSync(CASES).filter((name) => existsSync(join(CASES, name, 'case.json')));
}

function casesWithProfile(): [string, string][] {
  return cases().flatMap((name) => {
    const { options, isError } = caseOf(name);
    return options.profile === undefined || isError ? [] : [[name, options.profile] as [string, string]];
  });
}

/** Those of no profile, read by fields that a name or its values give away. */
function casesWithFields(): [string, Record<string, string>][] {
  return cases().flatMap((name) => {
    const { options, isError } = caseOf(name);
    // `chain[2]` could be anything; the others are of profiles that know them.
    const isOther = ['01', '02', '03', '17', '34', '40'].some((number) => name.startsWith(number));
    return options.profile !== undefined || isError || isOther
      ? []
      : [[name, options] as [string, Record<string, string>]];
  });
}
