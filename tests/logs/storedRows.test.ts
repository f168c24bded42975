import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReadAccessOptions } from '../../lib/logs/ReadAccessOptions.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { sql } from '../../lib/sql/sql.js';
import { rowsOf } from '../rowsOf.js';
import { logFolder } from './logFolder.js';

const { newFolder, write } = logFolder('stored-rows-');

/**
 * Writes the rows of a query to a Parquet file, which a value that nobody reads makes one of those that are
 * read twice.
 */
async function parquet(select: string, file = join(newFolder(), 'log.parquet')): Promise<string> {
  const padded = `SELECT *, CASE WHEN row_number() OVER () = 1 THEN repeat('x', ${2 ** 20}) END AS pad FROM (${select})`;
  // COPY takes no parameters.
  await sql({ raw: [`COPY (${padded}) TO '${file}' (COMPRESSION uncompressed)`] } as never);
  return file;
}

const values = (texts: readonly (string | null)[]) =>
  `[${texts.map((text) => (text === null ? 'NULL' : `'${text}'`)).join(', ')}]`;
const pick = (list: string, seed: number) => `${list}[1 + (hash(n + ${seed}) % len(${list}))::INTEGER]`;

/** Rows of names good and bad, of times and counts that are there or not. */
const ANY = `SELECT
    ${pick(values(['x', 'Y', ' y', null, '', '\ufeffx', 'é']), 1)} AS org,
    ${pick(values(['ann', 'Ann', 'ann ', 'bob', '\u{1f600}', null, '', ' ', '\ufeffann', 'only']), 2)} AS "user",
    ${pick(values(['wiki', 'mail', 'WIKI', 'z', '\ufeff', null, 'only']), 3)} AS res,
    ${pick("[TIMESTAMP '2026-01-01', TIMESTAMP '2026-01-02 23:59:59.999999', TIMESTAMP '1995-12-31 12:00:00.123', NULL]", 4)} AS seen,
    ${pick('[1, 2, 1000000, 0, -1, NULL]', 5)} AS n,
    ${pick('[0.1, 0.7, 1e-9, 1e20]', 6)}::DOUBLE AS weight
  FROM range(3000) AS numbers(n)`;
/** The same without what can't be read. */
const GOOD = `SELECT coalesce(nullif(trim(org, chr(65279)), ''), 'x') AS org,
    'user ' || coalesce("user", 'x') AS "user", 'res ' || coalesce(res, 'x') AS res,
    coalesce(seen, TIMESTAMP '2026-01-01') AS seen, n, weight FROM (${ANY})`;

/** What is read of files, and of a query of the same rows, which goes another way. */
async function both(files: readonly string[], options: ReadAccessOptions) {
  const union = files.map((file) => `SELECT * FROM read_parquet('${file}', hive_partitioning = false)`);
  const query = `SELECT * FROM (${union.join(' UNION ALL ')})`;
  const outcomes = [await outcome(files, options), await outcome(query, options)];
  return outcomes.map((read) => (typeof read === 'string' ? read : comparable(read, files.length)));
}

/** What is read, or why none of it can be used. */
function outcome(source: string | readonly string[], options: ReadAccessOptions) {
  return readAccess(source, options).catch((error: Error) => /got none among .*/s.exec(error.message)![0]);
}

function comparable({ table, report }: Awaited<ReturnType<typeof readAccess>>, numFiles: number) {
  return {
    schema: table.schema.fields.map(String),
    accesses: rowsOf(table),
    names: ['tenant', 'user', 'res'].map((name) => [...table.getChild(name)!.data[0].dictionary!]),
    ...report,
    files: null,
    // Those of several files are sorted by these.
    samples: report.samples.map(({ reason, line, text }) => [reason, line, numFiles === 1 && text]),
  };
}

describe('Parquet files are read as a query of their rows is', () => {
  const names = { user: 'user', res: 'res' };
  const cases: ReadAccessOptions[] = [
    names,
    { ...names, tenant: 'org' },
    { ...names, time: 'seen' },
    { ...names, tenant: 'org', time: 'seen', times: true },
    { ...names, tenant: 'org', time: 'seen', likelihood: 'days' },
    { ...names, time: 'seen', from: '2026-01-02', likelihood: 'logCount' },
    { ...names, time: 'seen', to: '2026-01-02', times: true },
    { ...names, trim: true, foldCase: true, tenant: 'org' },
    { ...names, count: 'n' },
    { ...names, count: 'weight', tenant: 'org', time: 'seen', times: true },
    { user: 'n', res: 'user' },
    { user: 'user', res: 'weight' },
    { user: 'seen', res: 'n' },
  ];

  test.each(cases)('%o', async (options) => {
    for (const select of [ANY, GOOD, `${GOOD} LIMIT 0`, `${GOOD} LIMIT 1`]) {
      const [read, expected] = await both([await parquet(select)], options);
      expect(read).toEqual(expected);
    }
  });

  test.each(cases)('several of them, %o', async (options) => {
    const halves = ['< 100', '>= 100 AND hash("user") % 2 = 0'].map(
      (half) => `SELECT * FROM (${ANY}) WHERE n ${half}`,
    );
    const files = [await parquet(halves[0]), await parquet(halves[1]), await parquet(GOOD)];
    const [read, expected] = await both(files, options);
    expect(read).toEqual(expected);
  });
});

describe('Parquet files', () => {
  const names = { user: 'user', res: 'res' };

  test('of other columns and types are added up all the same, and with other files', async () => {
    const files = [
      await parquet(`SELECT '7' AS "user", 'wiki' AS res`),
      await parquet(`SELECT 7 AS "user", 'wiki'::BLOB AS res, 1 AS more`),
      await parquet(`SELECT 7::UBIGINT AS "user", 'wiki' AS res`),
      await parquet(`SELECT 7.5 AS "user", 'wiki' AS res`),
      write('log.csv', 'user,res\n7,wiki\n07,wiki\n'),
    ];
    const { table, report } = await readAccess(files, names);
    expect(rowsOf(table).map(({ user, likelihood }) => [user, likelihood])).toEqual([
      ['07', 1],
      ['7', 4],
      ['7.5', 1],
    ]);
    expect(report).toMatchObject({ rows: 6, used: 6, files });
  });

  test('of more layouts than are kept apart are read', async () => {
    const files: string[] = [];
    for (let n = 0; n < 23; n++)
      files.push(await parquet(`SELECT 'ann' AS "user", 'wiki' AS res, ${n} AS c${n}`));
    const { table } = await readAccess(files, names);
    expect(rowsOf(table)).toEqual([{ tenant: 'default', user: 'ann', res: 'wiki', likelihood: 23 }]);
  });

  test('of bytes that are no UTF-8 have rows without names', async () => {
    const file = await parquet(
      `SELECT unnest(['ann'::BLOB, '\\xFF'::BLOB, '\\xFE'::BLOB]) AS "user", 'wiki' AS res`,
    );
    const { table, report } = await readAccess(file, names);
    expect(rowsOf(table)).toEqual([{ tenant: 'default', user: 'ann', res: 'wiki', likelihood: 1 }]);
    expect(report.reasons).toEqual({ 'no user': 2 });
  });

  test('in folders that say something have it as a column', async () => {
    const folder = newFolder();
    for (const org of ['a', 'b', '__HIVE_DEFAULT_PARTITION__']) {
      mkdirSync(join(folder, `org=${org}`));
      await parquet(`SELECT 'ann' AS "user", 'wiki' AS res`, join(folder, `org=${org}`, 'log.parquet'));
    }
    const { table, report } = await readAccess(folder, { ...names, tenant: 'org', partitions: true });
    expect(rowsOf(table).map(({ tenant, likelihood }) => [tenant, likelihood])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    expect(report).toMatchObject({ rows: 3, used: 2, reasons: { 'no tenant': 1 } });
  });

  test('have counts that are numbers, or texts of the same ones', async () => {
    const counts = `unnest([0.1, 1e-24, 1.7e23, 9007199254740993, 5e-324, 'nan'::DOUBLE]) AS n`;
    const large = 'unnest([9007199254740993, 9223372036854775807, 1, 0, -1, NULL]) AS n';
    for (const column of [counts, large]) {
      const select = `SELECT 'ann' AS "user", 'wiki' AS res, ${column}`;
      const asText = `SELECT "user", res, n::VARCHAR AS n FROM (${select})`;
      const [numbers, texts] = [
        await readAccess(await parquet(select), { ...names, count: 'n' }),
        await readAccess(await parquet(asText), { ...names, count: 'n' }),
      ];
      expect(rowsOf(numbers.table)).toEqual(rowsOf(texts.table));
      expect(numbers.report.reasons).toEqual(texts.report.reasons);
    }
  });

  test('that are small are read once, and added to those that are not', async () => {
    const small = join(newFolder(), 'small.parquet');
    await sql({ raw: [`COPY (SELECT 'ann' AS "user", 'wiki' AS res) TO '${small}'`] } as never);
    const large = await parquet(`SELECT unnest(['ann', 'bob']) AS "user", 'wiki' AS res`);
    expect([small, large].map((file) => statSync(file).size > 2 ** 20)).toEqual([false, true]);
    const { table, report } = await readAccess([small, large], names);
    expect(rowsOf(table).map(({ user, likelihood }) => [user, likelihood])).toEqual([
      ['ann', 2],
      ['bob', 1],
    ]);
    expect(report).toMatchObject({ rows: 3, used: 3 });
  });

  test('that are broken are named', async () => {
    const bytes = readFileSync(
      await parquet(`SELECT 'user ' || range AS "user", 'wiki' AS res FROM range(10000)`),
    );
    bytes.fill(0x55, 4, 2000);
    const file = write('broken.parquet', bytes);
    await expect(
      readAccess([await parquet(`SELECT 'ann' AS "user", 'wiki' AS res`), file], names),
    ).rejects.toThrow(`Expected access logs that can be read in ${file}, got `);
  });
});
