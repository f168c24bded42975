import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { vectorFromArray } from 'apache-arrow';
import { build } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { displayBundle } from '../../lib/notebook/show/displayBundle.js';
import { sql } from '../../lib/sql/sql.js';
import { tableFromVectors } from '../../lib/tables/tableFromVectors.js';
import { toTable } from '../../lib/tables/toTable.js';
import { PATIENCE_MS } from '../patience.js';
import { rowsOf } from '../rowsOf.js';

const accesses = toTable([
  { user: 'ann', res: 'wiki', n: 3 },
  { user: 'ann', res: 'mail', n: 1 },
  { user: 'bob', res: 'wiki', n: 2 },
]);

async function scalarOf(result: ReturnType<typeof sql>): Promise<unknown> {
  return (await result).getChildAt(0)!.get(0);
}

test('sql with brackets says how it is written', async () => {
  await expect(sql('SELECT 1' as never)).rejects.toThrow(
    new TypeError('Expected a query as sql`...`, without brackets, got "SELECT 1"'),
  );
});

describe('sql takes tables', () => {
  test('to select, group and order', async () => {
    const result = await sql`SELECT user, sum(n) AS total FROM ${accesses} GROUP BY user ORDER BY total DESC`;
    expect(rowsOf(result)).toEqual([
      { user: 'ann', total: 4 },
      { user: 'bob', total: 2 },
    ]);
  });

  test('to join, twice the same one if need be', async () => {
    const alerts = toTable([{ user: 'ann', res: 'mail' }]);
    const left = await sql`
      SELECT a.* FROM ${accesses} AS a SEMI JOIN ${alerts} AS x USING (user) ANTI JOIN ${alerts} AS y USING (user, res)`;
    expect(rowsOf(left)).toEqual([{ user: 'ann', res: 'wiki', n: 3 }]);
  });

  test('to number rows in a window', async () => {
    const top = await sql`
      SELECT user, res FROM ${accesses} QUALIFY row_number() OVER (PARTITION BY user ORDER BY n DESC) = 1 ORDER BY user`;
    expect(rowsOf(top)).toEqual([
      { user: 'ann', res: 'wiki' },
      { user: 'bob', res: 'wiki' },
    ]);
  });

  test('of every type, and returns them as they were', async () => {
    const time = Date.UTC(2024, 1, 29, 12, 0, 0, 123);
    const rows = [
      { text: '<b>', int: -1, float: 0.5, flag: true, time: new Date(time) },
      { text: null, int: null, float: null, flag: null, time: null },
      { text: 'a\0b\n\'";--', int: 2147483647, float: Number.NaN, flag: false, time: new Date(-1) },
      { text: '', int: 0, float: Number.NEGATIVE_INFINITY, flag: true, time: new Date(0) },
    ];
    const result = await sql`SELECT * FROM ${toTable(rows)}`;
    expect(result.schema.fields.map(String)).toEqual([
      'text: Dictionary<Int32, Utf8>',
      'int: Int32',
      'float: Float64',
      'flag: Bool',
      'time: Timestamp<MICROSECOND>',
    ]);
    expect(rowsOf(result)).toEqual(rows.map((row) => ({ ...row, time: row.time?.getTime() ?? null })));
  });

  test('with any name of a column', async () => {
    const table = toTable({ '__proto__x"; DROP': [1], select: [2], '😀': [3] });
    expect(rowsOf(await sql`SELECT * FROM ${table}`)).toEqual([
      { '__proto__x"; DROP': 1, select: 2, '😀': 3 },
    ]);
  });

  test('but none whose columns differ only in case, as SQL tells them', async () => {
    await expect(sql`SELECT * FROM ${toTable({ User: [1], n: [2], uSER: [3] })}`).rejects.toThrow(
      new RangeError(
        'Expected columns whose names differ in more than case, got "User" and "uSER"; rename one first',
      ),
    );
    expect(rowsOf(await sql`SELECT * FROM ${toTable({ É: [1], é: [2] })}`)).toEqual([{ É: 1, é: 2 }]);
  });

  test('of any text, unchanged', async () => {
    const text = fc.array(fc.option(fc.string({ unit: 'binary' })), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(text, async (values) => {
        expect(
          [...(await sql`SELECT * FROM ${toTable({ values: [...values, 'x'] })}`).getChildAt(0)!].slice(
            0,
            -1,
          ),
        ).toEqual(values);
      }),
      { numRuns: 30, seed: 1 },
    );
  });

  test('that are longer than a chunk, or of several, and keeps the order', async () => {
    const n = 5000;
    const ids = Array.from({ length: n }, (_, index) => index);
    const table = toTable({
      id: ids,
      name: ids.map((id) => (id % 7 === 0 ? null : `user ${id % 1000} of many`)),
    });
    const result = await sql`SELECT * FROM ${table.slice(0, 3000).concat(table.slice(3000))}`;
    expect([...result.getChild('id')!]).toEqual(ids);
    expect([...result.getChild('name')!]).toEqual([...table.getChild('name')!]);
  });

  test('that are empty', async () => {
    const none = toTable({ user: [], likelihood: new Float64Array() });
    const result = await sql`SELECT *, 1 AS one FROM ${none} WHERE user = 'ann'`;
    expect(result.numRows).toBe(0);
    expect(result.schema.fields.map(String)).toEqual([
      'user: Dictionary<Int32, Utf8>',
      'likelihood: Float64',
      'one: Int32',
    ]);
    expect(await scalarOf(sql`SELECT count(*) FROM ${none}`)).toBe(0);
  });

  test('of another copy of apache-arrow', async () => {
    const table = createRequire(import.meta.url)('apache-arrow').tableFromArrays({ user: ['ann', 'bob'] });
    expect(rowsOf(await sql`SELECT max(user) AS last FROM ${table}`)).toEqual([{ last: 'bob' }]);
  });

  test('but none that it has no counterpart for', async () => {
    const lists = tableFromVectors([['lists', vectorFromArray([[1, 2]])]]);
    await expect(sql`SELECT * FROM ${lists}`).rejects.toThrow(
      new TypeError('Expected column "lists" to hold text, numbers, booleans or times, got List<Float64>'),
    );
    await expect(sql`SELECT * FROM ${toTable([])}`).rejects.toThrow(
      'Expected a table with columns, got one without',
    );
  });
});

describe('sql binds values', () => {
  test.each([
    [null, null],
    ["'; DROP TABLE x; --", "'; DROP TABLE x; --"],
    ['a\0\n😀', 'a\0\n😀'],
    [true, true],
    [0, 0],
    [-0, -0],
    [0.1, 0.1],
    [2 ** 40, 2 ** 40],
    [1e300, 1e300],
    [Number.NaN, Number.NaN],
    [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
    [7n, 7],
    [2n ** 62n, 2n ** 62n],
    [-(2n ** 63n), -(2n ** 63n)],
    [2n ** 100n, 2 ** 100],
    [new Date('2024-02-29T12:00:00.123Z'), Date.UTC(2024, 1, 29, 12, 0, 0, 123)],
  ])('%o', async (value, expected) => {
    expect(await scalarOf(sql`SELECT ${value}`)).toBe(expected);
  });

  test('as lists', async () => {
    expect(rowsOf(await sql`SELECT DISTINCT user FROM ${accesses} WHERE user IN ${['bob', "x'"]}`)).toEqual([
      { user: 'bob' },
    ]);
    expect(await scalarOf(sql`SELECT count(*) FROM ${accesses} WHERE n IN ${[]}`)).toBe(0);
    expect(await scalarOf(sql`SELECT count(*) FROM ${accesses} WHERE n IN ${[1, null, 2.5, 2 ** 40]}`)).toBe(
      1,
    );
    expect(await scalarOf(sql`SELECT list_sum(${[1n, 2n ** 70n]})`)).toBe(2 ** 70);
  });

  test('where SQL wants an integer', async () => {
    expect((await sql`SELECT * FROM ${accesses} ORDER BY n LIMIT ${2}`).numRows).toBe(2);
  });

  test('and passes backslashes on as written', async () => {
    expect(await scalarOf(sql`SELECT regexp_extract('user 42', '\d+')`)).toBe('42');
  });

  test.each([
    [
      undefined,
      'Expected value 1 of the query to be a table, null, string, number, bigint, boolean, Date or array, got undefined',
    ],
    [
      { a: 1 },
      'Expected value 1 of the query to be a table, null, string, number, bigint, boolean, Date or array, got an object',
    ],
    [[1, 'a'], 'Expected value 1 of the query to hold values of one kind, got INTEGER and VARCHAR'],
    [
      [[1]],
      'Expected item 0 of value 1 of the query to be a table, null, string, number, bigint, boolean, Date or array, got an array',
    ],
    [new Date(Number.NaN), 'Expected value 1 of the query to be a valid Date, got Invalid Date'],
    [
      2n ** 127n,
      'Expected value 1 of the query to be a bigint of 128 bits, got 170141183460469231731687303715884105728',
    ],
  ])('refuses %o', async (value, message) => {
    const Wrong = /valid Date|128 bits/.test(message) ? RangeError : TypeError;
    await expect(sql`SELECT ${value as never}`).rejects.toThrow(new Wrong(message));
  });

  test.each([
    ['\ud800', 'value 1 of the query', '"\\ud800"'],
    ['a\udc00b', 'value 1 of the query', '"a\\udc00b"'],
    [['whole', '😀', '\ud83d'], 'item 2 of value 1 of the query', '"\\ud83d"'],
  ])('and refuses half a surrogate pair, which would find another text: %o', async (value, place, shown) => {
    await expect(sql`SELECT ${value}`).rejects.toThrow(
      new RangeError(`Expected ${place} to be whole Unicode text, got ${shown} with half a surrogate pair`),
    );
  });

  test('and refuses it in the text and in the names of columns', async () => {
    const text = Object.assign(["SELECT '\ud800'"], { raw: ["SELECT '\ud800'"] });
    await expect(sql(text)).rejects.toThrow('Expected the query to be whole Unicode text');
    const table = tableFromVectors([['n\udfff', vectorFromArray([1])]]);
    await expect(sql`SELECT * FROM ${table}`).rejects.toThrow(
      'Expected the name of a column to be whole Unicode text, got "n\\udfff" with half a surrogate pair',
    );
  });

  test('and refuses those in quotes and comments, which would be no values', async () => {
    await expect(sql`SELECT '${'x'}'`).rejects.toThrow(
      'Expected every value to stand outside of quotes and comments, got 1 values but 0 places for them',
    );
    await expect(sql`SELECT ${1} -- ${2}`).rejects.toThrow('got 2 values but 1 places');
  });
});

describe('sql returns', () => {
  test('numbers as numbers where that is exact', async () => {
    const result =
      await sql`SELECT count(*) AS n, 4294967296 AS large, 9007199254740993 AS exact, 1.5 AS decimal,
      sum(x) AS total, 3000000000::UINTEGER AS unsigned, 1::TINYINT AS tiny, 0.5::FLOAT AS float FROM range(3) AS t(x)`;
    expect(result.schema.fields.map(String)).toEqual([
      'n: Int32',
      'large: Float64',
      'exact: Int64',
      'decimal: Float64',
      'total: Float64',
      'unsigned: Float64',
      'tiny: Int32',
      'float: Float64',
    ]);
    expect(rowsOf(result)).toEqual([
      {
        n: 3,
        large: 4294967296,
        exact: 9007199254740993n,
        decimal: 1.5,
        total: 3,
        unsigned: 3e9,
        tiny: 1,
        float: 0.5,
      },
    ]);
  });

  test('times to the microsecond', async () => {
    const result = await sql`SELECT DATE '2024-02-29' AS date, TIMESTAMP '2024-02-29 12:00:00.000001' AS time,
      TIMESTAMPTZ '2024-02-29 12:00:00+02' AS zoned, TIMESTAMP_S '1970-01-01 00:00:01' AS s,
      TIMESTAMP_MS '1970-01-01 00:00:00.001' AS ms, TIMESTAMP_NS '1970-01-01 00:00:00.000001' AS ns`;
    expect(result.schema.fields.map(String)).toEqual([
      'date: Date32<DAY>',
      'time: Timestamp<MICROSECOND>',
      'zoned: Timestamp<MICROSECOND, UTC>',
      's: Timestamp<MICROSECOND>',
      'ms: Timestamp<MICROSECOND>',
      'ns: Timestamp<MICROSECOND>',
    ]);
    const noon = Date.UTC(2024, 1, 29, 12);
    expect(rowsOf(result)).toEqual([
      { date: Date.UTC(2024, 1, 29), time: noon + 0.001, zoned: noon - 7_200_000, s: 1000, ms: 1, ns: 0.001 },
    ]);
    expect(rowsOf(await sql`SELECT * FROM ${result}`)).toEqual(rowsOf(result));
  });

  test('enums, UUIDs and nulls of no type', async () => {
    const uuid = '00000000-0000-4000-8000-000000000001';
    const result = await sql`SELECT 'a'::ENUM('a', 'b') AS e, ${uuid}::UUID AS u, NULL AS n`;
    expect(rowsOf(result)).toEqual([{ e: 'a', u: uuid, n: null }]);
  });

  test('a second column of one name under another', async () => {
    expect(rowsOf(await sql`SELECT 1 AS a, 2 AS a`)).toEqual([{ a: 1, 'a:1': 2 }]);
  });

  test('no lists and no integers beyond 64 bits, but says which column', async () => {
    await expect(sql`SELECT [1, 2] AS pair`).rejects.toThrow(
      'Expected column "pair" to hold text, numbers, booleans or times, got INTEGER[]; convert it in the query, as in pair::VARCHAR',
    );
    await expect(sql`SELECT 18446744073709551615::UBIGINT AS id`).rejects.toThrow(
      'Expected integers of 64 bits and a sign in column "id", got 18446744073709551615',
    );
  });
});

describe('sql errors', () => {
  test("keep DuckDB's message", async () => {
    await expect(sql`SELECT usr FROM ${accesses}`).rejects.toThrow(
      /Referenced column "usr" not found.*\n.*"user"/,
    );
    await expect(sql`SELEC 1`).rejects.toThrow('Parser Error: syntax error at or near "SELEC"');
    await expect(sql`SELECT error('at run time')`).rejects.toThrow('at run time');
    await expect(sql`SELECT 1; SELECT 2`).rejects.toThrow('Cannot prepare multiple statements at once');
  });

  test('never reach for the network', async () => {
    await expect(sql`SELECT * FROM read_csv('https://example.com/a.csv')`).rejects.toThrow(
      'requires the extension httpfs',
    );
  });
});

test('sql leaves no relation behind, not even after an error', async () => {
  await sql`SELECT * FROM ${accesses}`;
  await sql`SELECT nothing FROM ${accesses}`.catch(() => undefined);
  expect(await scalarOf(sql`SELECT count(*) FROM duckdb_tables()`)).toBe(0);
  await expect(sql`SELECT * FROM table_1`).rejects.toThrow('table_1 does not exist');
});

test('sql calls may overlap', async () => {
  const totals = Array.from({ length: 20 }, (_, k) =>
    scalarOf(sql`SELECT sum(x) FROM ${toTable({ x: [k, 1] })}`),
  );
  expect(await Promise.all(totals)).toEqual(Array.from({ length: 20 }, (_, k) => k + 1));
});

test('sql lets the process end by itself', async () => {
  const script = `
    import { sql } from './lib/sql/sql.ts';
    import { toTable } from './lib/tables/toTable.ts';
    const table = await sql\`SELECT user FROM \${toTable([{ user: 'ann' }])}\`;
    console.log(table.getChild('user').get(0));`;
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: process.cwd() },
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    write: false,
  });
  const options = { input: outputFiles[0].text, encoding: 'utf8', timeout: PATIENCE_MS } as const;
  expect(execFileSync(process.execPath, ['--input-type=module', '-'], options)).toBe('ann\n');
});

test('texts that begin with a byte order mark are read, and drawn, with it', async () => {
  const names = ['\ufeffann', null, 'ann', '\ufeff', '\ufeffann', '\ufeff\ufeffann'];
  const rows = names.map((name) => (name === null ? 'NULL' : `'${name}'`)).join(', ');
  const table = await sql(Object.assign([''], { raw: [`SELECT unnest([${rows}]) AS "user", 1 AS n`] }));
  const user = table.getChild('user')!;
  expect([...user]).toEqual(names);
  expect(names.map((_, row) => user.get(row))).toEqual(names);
  expect(user.toArray()).toEqual(names);
  expect([...table.slice(2, 5).getChild('user')!]).toEqual(names.slice(2, 5));
  expect(table.toArray().map((row) => row.user)).toEqual(names);
  const { 'text/plain': text } = displayBundle(table);
  expect(text).toContain('\\ufeffann');
});

test('names that differ by a byte order mark stay two, and are refused where they would become one', async () => {
  const table =
    await sql`SELECT unnest(['a', chr(65279) || 'a', chr(65279)]) AS "user", 'wiki' AS res, 't' AS tenant`;
  expect(new Set(table.getChild('user')!.data[0].values).size).toBe(3);
  await expect(new AccessEvidence().fit(table)).rejects.toThrow('in row 1');
});
