import { DataType } from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadAccessOptions } from '../../lib/logs/ReadAccessOptions.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { rowsOf } from '../rowsOf.js';
import { logFolder } from './logFolder.js';
import { writeParquet } from './writeTables.js';

const { newFolder, write } = logFolder('read-access-context-');

const csv = [
  'user,res,at,n,country,agent',
  'ben,wiki,2026-03-02T00:00:00Z,1,DE,curl',
  'ada,wiki,2026-03-01T23:59:59.999Z,1,DE,curl',
  'ada,wiki,2026-03-02T01:30:00+02:00,2,DE,curl',
  'ada,wiki,2026-03-01T23:10:00Z,4,FR,',
  'ada,wiki,2026-03-01T08:00:00Z,8,,curl',
  'ada,mail,1969-12-31T10:00:00Z,1,DE,curl',
  'ada,mail,2025-12-31T10:00:00Z,1,DE,curl',
].join('\n');
const file = write('log.csv', csv);
const columns = { time: 'at', count: 'n' };

async function read(options: ReadAccessOptions, source = file) {
  const { table, report } = await readAccess(source, { ...columns, ...options });
  return { table, report, rows: rowsOf(table) };
}

/** The table as it is without the columns that came along, its counts added up. */
function summed(rows: Record<string, unknown>[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { tenant, user, res, likelihood } of rows) {
    const key = [tenant, user, res].join(' ');
    sums.set(key, (sums.get(key) ?? 0) + (likelihood as number));
  }
  return sums;
}

describe("by 'day'", () => {
  it('is a row for each day in UTC, a date', async () => {
    const { table, rows, report } = await read({ by: 'day' });
    expect(table.schema.fields.map(String)).toEqual([
      'tenant: Dictionary<Int32, Utf8>',
      'user: Dictionary<Int32, Utf8>',
      'res: Dictionary<Int32, Utf8>',
      'day: Date32<DAY>',
      'likelihood: Float64',
    ]);
    expect(rows.map(({ user, res, day, likelihood }) => [user, res, iso(day), likelihood])).toEqual([
      ['ada', 'mail', '2025-12-31', 1],
      ['ada', 'wiki', '2026-03-01', 15],
      ['ben', 'wiki', '2026-03-02', 1],
    ]);
    expect(report).toMatchObject({ rows: 7, used: 6, reasons: { 'time out of range': 1 } });
  });

  it('goes with first and last, and with days', async () => {
    const { rows } = await read({ by: 'day', times: true, likelihood: 'days' });
    expect(rows.map(({ likelihood }) => likelihood)).toEqual([1, 1, 1]);
    expect(rows[1]).toMatchObject({
      first: Date.UTC(2026, 2, 1, 8),
      last: Date.UTC(2026, 2, 1, 23, 59, 59, 999),
    });
  });

  it('and hours take a time', async () => {
    for (const [options, what] of [
      [{ by: 'day' }, "by 'day'"],
      [{ hours: true }, 'hours'],
    ] as const) {
      await expect(readAccess(file, options)).rejects.toThrow(
        `Expected time to name a column for ${what}, got no time`,
      );
    }
    await expect(readAccess(file, { time: 'at', by: 'week' })).rejects.toThrow(
      `Expected by to be 'day', got "week"`,
    );
    await expect(readAccess(file, { time: 'at', hours: 1 } as never)).rejects.toThrow(
      'Expected hours to be true or false',
    );
  });
});

it('hours are a row for each hour of the day in UTC, over all days', async () => {
  const { table, rows } = await read({ hours: true });
  expect(String(table.schema.fields[3])).toBe('hour: Int32');
  expect(rows.map(({ user, res, hour, likelihood }) => [user, res, hour, likelihood])).toEqual([
    ['ada', 'mail', 10, 1],
    ['ada', 'wiki', 8, 8],
    ['ada', 'wiki', 23, 7],
    ['ben', 'wiki', 0, 1],
  ]);
  const both = await read({ hours: true, by: 'day' });
  expect(both.table.schema.names.slice(3)).toEqual(['day', 'hour', 'likelihood']);
  expect(both.rows).toHaveLength(4);
});

describe('context', () => {
  it('is a column each, with a row for each combination, nulls before others', async () => {
    const { table, rows } = await read({ context: { where: 'country', client: 'agent' } });
    const names = ['tenant', 'user', 'res', 'where', 'client', 'likelihood'];
    expect(table.schema.names).toEqual(names);
    for (const name of ['where', 'client']) {
      expect(String(table.schema.fields[names.indexOf(name)].type)).toBe('Dictionary<Int32, Utf8>');
    }
    expect(
      rows.map(({ user, res, where, client, likelihood }) => [user, res, where, client, likelihood]),
    ).toEqual([
      ['ada', 'mail', 'DE', 'curl', 1],
      ['ada', 'wiki', null, 'curl', 8],
      ['ada', 'wiki', 'DE', 'curl', 3],
      ['ada', 'wiki', 'FR', null, 4],
      ['ben', 'wiki', 'DE', 'curl', 1],
    ]);
    const column = table.getChild('where')!;
    expect([column.nullCount, DataType.isDictionary(column.type)]).toEqual([1, true]);
  });

  it('is named by fields in a list or a text, too', async () => {
    const { table } = await read({ context: ['country', 'agent'] });
    expect(table.schema.names.slice(3, 5)).toEqual(['country', 'agent']);
    expect((await read({ context: ' country , agent,' })).table.schema.names.slice(3, 5)).toEqual([
      'country',
      'agent',
    ]);
    expect((await read({ context: '' })).table.schema.names).toEqual(['tenant', 'user', 'res', 'likelihood']);
  });

  it('is a value as profiles have it', async () => {
    const where = {
      cases: [{ when: { field: 'country', is: 'DE' }, use: { text: 'home' } }],
      else: { text: 'away' },
    };
    const { rows } = await read({ context: { where, agent: { of: 'agent', case: 'upper' } } });
    expect(rows.map((row) => [row.user, row.res, row.where, row.agent, row.likelihood])).toEqual([
      ['ada', 'mail', 'home', 'CURL', 1],
      ['ada', 'wiki', 'away', null, 4],
      ['ada', 'wiki', 'away', 'CURL', 8],
      ['ada', 'wiki', 'home', 'CURL', 3],
      ['ben', 'wiki', 'home', 'CURL', 1],
    ]);
  });

  it('takes names that are not the columns of the table, and fields that are there', async () => {
    await expect(read({ context: { day: 'country' } })).rejects.toThrow(
      'Expected the name of a context not to be one of tenant',
    );
    for (const [context, message] of [
      [{ where: '' }, 'Expected context.where in options to be a path, a list, or an object with text, join'],
      [{ where: 5 }, 'Expected context.where in options to be a path, a list, or an object with text, join'],
      [{ where: { of: 'country', family: 'x' } }, 'Expected context.where.family in options to be'],
      [{ '': 'country' }, 'Expected a context with a name, got ""'],
      [5, 'Expected context to be names of fields, or an object of them, got 5'],
      [null, 'Expected context to be names of fields, or an object of them, got null'],
      [[5], 'Expected context to name a field, got 5'],
    ] as const) {
      await expect(read({ context } as never)).rejects.toThrow(message);
    }
    await expect(read({ context: ['constructor'] })).rejects.toThrow('Expected a column "constructor" in');
    await expect(read({ context: { where: 'land' } })).rejects.toThrow(
      /Expected a column "land" in .*, got .*"country"/,
    );
    await expect(read({ context: ['user'] })).rejects.toThrow(
      'Expected the name of a context not to be one of tenant',
    );
  });

  it('is of all formats, nested or not', async () => {
    const options = { user: 'user', res: 'res', context: { city: 'from.city' } };
    const json = write(
      'a.jsonl',
      '{"user":"ada","res":"wiki","from":{"city":"Bonn"}}\n{"user":"ada","res":"wiki"}\n',
    );
    const query = `SELECT 'ada' AS "user", 'wiki' AS res, unnest([{city: 'Bonn'}, {city: NULL}]) AS "from"`;
    const parquet = await writeParquet(`${newFolder()}/a.parquet`, query);
    for (const source of [json, parquet, query]) {
      expect(rowsOf((await readAccess(source, options)).table)).toEqual([
        { tenant: 'default', user: 'ada', res: 'wiki', city: null, likelihood: 1 },
        { tenant: 'default', user: 'ada', res: 'wiki', city: 'Bonn', likelihood: 1 },
      ]);
    }
  });

  it("is what a profile knows by that name, beside the user's own fields", async () => {
    const event = (ip: string, country: string) => ({
      ...{
        eventType: 'user.authentication.sso',
        published: '2026-03-01T10:00:00Z',
        outcome: { result: 'SUCCESS' },
      },
      actor: { type: 'User', alternateId: 'ada@example.com' },
      target: [{ type: 'AppInstance', displayName: 'Wiki' }],
      client: { ipAddress: ip, geographicalContext: { country, city: 'Bonn' } },
    });
    const events = [
      event('192.0.2.7', 'Germany'),
      event('192.0.2.9', 'Germany'),
      event('198.51.100.1', 'France'),
    ];
    const okta = write('okta.json', JSON.stringify(events));
    const { table } = await readAccess(okta, {
      profile: 'okta',
      context: 'network, country, client.geographicalContext.city',
    });
    const rows = rowsOf(table).map((row) => [
      row.network,
      row.country,
      row['client.geographicalContext.city'],
      row.likelihood,
    ]);
    expect(rows).toEqual([
      ['192.0.2.0/24', 'Germany', 'Bonn', 2],
      ['198.51.100.0/24', 'France', 'Bonn', 1],
    ]);
    expect((await readAccess(okta, { profile: 'okta' })).table.numRows).toBe(1);
  });
});

it('counts add up to those without what comes along, and rows are sorted, whatever the log is', async () => {
  const cell = fc.constantFrom('', 'a', 'b', 'B', 'ü', '-');
  const time = fc
    .integer({ min: 0, max: 99 })
    .map((hours) => new Date(Date.UTC(2026, 1, 27, hours)).toISOString());
  const row = fc.tuple(
    fc.constantFrom('ada', 'ben'),
    fc.constantFrom('x', 'y'),
    time,
    fc.integer({ min: 1, max: 4 }),
    cell,
    cell,
  );
  const asked = fc.record({
    by: fc.constantFrom('day', undefined),
    hours: fc.boolean(),
    context: fc.constantFrom<string[]>([], ['country'], ['country', 'agent']),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), asked, async (cells, options) => {
      const log = write('any.csv', [csv.split('\n')[0], ...cells.map((each) => each.join(','))].join('\n'));
      const plain = (await read({}, log)).rows;
      const { rows, table } = await read(options, log);
      expect(summed(rows)).toEqual(summed(plain));
      const names = table.schema.names.slice(0, -1) as string[];
      const keys = rows.map((each) => names.map((name) => each[name]));
      expect(keys).toEqual([...keys].sort(byParts));
      expect(new Set(keys.map((key) => JSON.stringify(key))).size).toBe(keys.length);
    }),
    { numRuns: 12 },
  );
});

function byParts(a: readonly unknown[], b: readonly unknown[]): number {
  const at = a.findIndex((part, n) => part !== b[n]);
  if (at < 0) return 0;
  const [x, y] = [a[at], b[at]];
  if (x === null || y === null) return x === null ? -1 : 1;
  if (typeof x === 'string') return Buffer.compare(Buffer.from(x), Buffer.from(y as string));
  return Number(x) - Number(y);
}

function iso(day: unknown): string {
  return new Date(day as number).toISOString().slice(0, 10);
}
