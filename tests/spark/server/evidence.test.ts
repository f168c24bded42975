import path from 'node:path';
import type { Table } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import type { AccessEvidenceModel } from '../../../lib/evidence/AccessEvidenceModel.js';
import { connectSpark } from '../../../lib/spark/connectSpark.js';
import type { Spark } from '../../../lib/spark/Spark.js';
import { daySql } from '../../../lib/spark/score/daySql.js';
import { sql } from '../../../lib/sql/sql.js';
import { readDays } from '../../../lib/tables/readDays.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { offices, type Row, tableOf } from '../../evidence/evidenceTables.js';
import { quietSecondsSince } from '../../quietSecondsSince.js';
import './provided.js';

const { url, folder } = inject('spark');
const trained = [...offices(60), ...offices(25, 3, 'second'), ...offices(9, 5, "third's")];
/** Seen and novel, of users, resources and a tenant that are new, each twice; `row` tells them apart. */
const asked = [
  ...trained.slice(0, 200),
  ...offices(70, 9).slice(300),
  ...offices(30, 8, 'second'),
  ...offices(4, 2, 'nobody'),
  { tenant: 't', user: 'u1', res: 'never seen', likelihood: 1 },
  { tenant: 't', user: '新しい 🙂', res: 'r0-1', likelihood: 1 },
  { tenant: 'second', user: 'x', res: 'y', likelihood: 1 },
  // Known, but elsewhere.
  { tenant: "third's", user: 'u50', res: 'r1-2', likelihood: 1 },
];
const ALL = { parts: true, window: 0.3, kinds: true };

let spark: Spark;
let model: AccessEvidenceModel;
let accesses: Table;
beforeAll(async () => {
  spark = await connectSpark(url);
  model = await new AccessEvidence().fit(tableOf(trained));
  const twice = toTable([...asked, ...asked].map((row, n) => ({ ...row, row: n, evidence: 'foreign' })));
  // Columns on both sides of the foreign one.
  accesses = await sql`SELECT row, evidence, user, res, likelihood AS p_new, tenant FROM ${twice}`;
});
afterAll(() => spark.close());

/** Accesses on three weeks, Saturdays and Sundays among them, at each one's hours, some from nowhere. */
function datedRows(rows: readonly Row[], firstDay: string) {
  return rows.flatMap(({ tenant, user, res, likelihood }, n) =>
    Array.from({ length: 1 + (n % 3) }, (_, k) => ({
      tenant,
      user,
      res,
      day: new Date(Date.parse(firstDay) + ((5 * n + 3 * k + likelihood) % 21) * 86_400_000)
        .toISOString()
        .slice(0, 10),
      hour: (user.length * 5 + n + 2 * k) % 24,
      'Client zone': [`zone ${n % 4}`, `zone ${user}`, null, ''][(n + k) % 4],
    })),
  );
}

const inOrder = (table: Table) => sql`SELECT * FROM ${table} ORDER BY row`;

/**
 * Local and remote scores of a table with a column `row`: the same names in the same order, the same values.
 */
async function expectSame(remote: Table, local: Table, within = 1e-9): Promise<void> {
  expect(remote.schema.names).toEqual(local.schema.names);
  expect(remote.numRows).toBe(local.numRows);
  const [got, wanted] = await Promise.all([inOrder(remote), inOrder(local)]);
  for (const name of local.schema.names.map(String)) {
    const [ours, theirs] = [wanted, got].map((table) => [...table.getChild(name)!]);
    if (typeof ours[0] !== 'number') expect(theirs, name).toEqual(ours);
    else
      for (const [row, value] of ours.entries()) {
        expect(Math.abs(theirs[row] - value), `${name} in row ${row}`).toBeLessThanOrEqual(within);
      }
  }
}

describe('AccessEvidence on Spark', () => {
  it('scores as here: every column in its place, several tenants, who is new, rows that repeat', async () => {
    const there = spark.upload(accesses);
    await expectSame(await model.transform(there).toTable(), model.transform(accesses));
    const remote = await model.transform(there, ALL).toTable();
    const local = model.transform(accesses, ALL);
    expect(new Set(local.getChild('kind')!)).toEqual(
      new Set(['seen', 'novel', 'cold user', 'cold resource', 'cold tenant']),
    );
    await expectSame(remote, local);
  });

  it('scores in contexts: hours, weekends, values that are missing or new, whatever the days are held as', async () => {
    const fitted = await new AccessEvidence({ contextCols: ['Client zone'] }).fit(
      toTable(datedRows(trained, '2026-01-05')),
    );
    const rows = datedRows(asked, '2026-01-26').map((row, n) => ({
      ...row,
      row: n,
      day: n % 17 === 0 ? null : n % 5 === 0 ? `${row.day}T23:30:00-05:00` : row.day,
      hour: n % 19 === 0 ? null : row.hour,
      'Client zone': n % 7 === 0 ? 'elsewhere' : row['Client zone'],
      // Scores of another model.
      evidence: 1,
      'from_Client zone': 2,
      from_intruder: 3,
      intruder: 'somebody',
    }));
    const table = toTable([...rows, ...rows.map((row) => ({ ...row, row: rows.length + row.row }))]);
    const local = fitted.transform(table, ALL);
    expect(new Set(local.getChild('intruder')!).size).toBe(4);
    expect(local.schema.names.slice(-3)).toEqual(['from_intruder', 'kind', 'intruder']);
    const there = spark.upload(table);
    const scored = fitted.transform(there, ALL);
    expect((await scored.schema()).map(({ name }) => name)).toEqual(local.schema.names);
    await expectSame(await scored.toTable(), local, 1e-12);
    // To Spark these are the same names.
    const said = 'SELECT tenant, user, res, 1 AS EVIDENCE, 2 AS `from_client ZONE`, 3 AS x FROM there';
    const fields = await fitted.transform(spark.sql(said, { there })).schema();
    expect(fields.slice(0, 6).map(({ name }) => name)).toEqual([
      'tenant',
      'user',
      'res',
      'x',
      'evidence',
      'pair_evidence',
    ]);

    // Other types, and no zones: the column isn't there.
    const held = spark.sql(
      'SELECT row, tenant, user, res, CAST(hour AS FLOAT) AS hour, DATE(substr(day, 1, 10)) AS day FROM there',
      { there },
    );
    const zoneless = fitted.transform(await held.toTable());
    await expectSame(await fitted.transform(held).toTable(), zoneless, 1e-12);

    const refused = (columns: string) =>
      expect(
        fitted.transform(spark.sql(`SELECT tenant, user, res, ${columns} FROM there`, { there })).toTable(),
      ).rejects;
    const [late, unclear] = [3, 4].map((asked) => rows.filter(({ hour }) => hour === asked).length);
    await refused("day, CASE hour WHEN 3 THEN 24 WHEN 4 THEN double('NaN') ELSE hour END AS hour").toThrow(
      `Expected column hour to hold hours from 0 to 23, got others in ${2 * (late + unclear)} rows, such as 24`,
    );
    await refused("if(hour = 3, 'soon', day) AS day, hour").toThrow(
      `Expected column day to hold days such as 2026-11-29, got others in ${2 * late} rows, such as soon`,
    );
    await refused('1 AS day, hour').toThrow(
      'Expected column day to hold days (dates, timestamps or ISO text)',
    );
    await refused("day, 'x' AS hour").toThrow(
      'Expected column hour to hold numbers from 0 to 23, got string',
    );
    await refused('DATE(day) AS `Client zone`').toThrow('Expected column Client zone to hold names');
  });

  it('reads days as here', async () => {
    const days = ['2026-11-29', '1969-12-31', '2024-02-29', '1604-12-31'];
    const times = ['', 'Z', ' 10:00', 'T23:30:59.123456789', 't00:15z', 'T24:00', ' 24:00:00.0+02:00'];
    const zoned = ['T23:30-0545', 'T00:30+02:00', 'T00:30:15.5+23:59', ' 00:30:00,5+02', 'T23:30-01'];
    const texts = days.flatMap((day) => [...times, ...zoned].map((time) => `${day}${time}`));
    const none = [
      'soon',
      '2026-02-30',
      '2026-1-1',
      '2026-11-29T',
      '2026-11-29T10',
      '2026-11-29T25:00',
      '2026-11-29T24:30',
      '2026-11-29T10:00 +02:00',
      ' ',
    ];
    const missing = ['', null];
    const g = spark.upload(toTable([...texts, ...none, ...missing].map((text, row) => ({ row, text }))));
    const ofText = daySql({ name: 'text', type: 'string', nullable: true });
    const read = await spark
      .sql(`SELECT ${ofText.day} AS day, ${ofText.isMissing} AS missing FROM g ORDER BY row`, { g })
      .toTable();
    const wanted = [...readDays(toTable(texts.map((text) => ({ text }))), 'text')];
    const got = [...read.getChild('day')!].map((day) => (day === null ? null : Number(day)));
    expect(got).toEqual([...wanted, ...[...none, ...missing].map(() => null)]);
    expect([...read.getChild('missing')!].indexOf(true)).toBe(texts.length + none.length);
    for (const text of none) expect(() => readDays(toTable([{ text }]), 'text'), text).toThrow('hold days');

    const others = spark.sql(
      `SELECT CAST(text AS timestamp) AS timestamp, CAST(text AS timestamp_ntz) AS timestamp_ntz, CAST(text AS date) AS date
      FROM VALUES ('2026-11-29 23:30:00'), ('2024-03-01 00:15:00'), ('1969-12-31 12:00:00.5') AS times(text)`,
    );
    const here = await others.toTable();
    for (const name of here.schema.names.map(String)) {
      const { day } = daySql({ name, type: name, nullable: true });
      const there = await spark.sql(`SELECT ${day} AS day FROM g`, { g: others }).toTable();
      expect([...there.getChild('day')!].map(Number), name).toEqual([...readDays(here, name)]);
    }
  });

  it('goes by the columns of the fit, or else by tenant, user and res', async () => {
    const columns = { tenantCol: 'org', userCol: 'res', resCol: 'target host' };
    const renamed = await sql`SELECT row, tenant AS org, user AS res, res AS "target host" FROM ${accesses}`;
    const other = await new AccessEvidence(columns).fit(
      await sql`SELECT tenant AS org, user AS res, res AS "target host", likelihood FROM ${tableOf(trained)}`,
    );
    await expectSame(await other.transform(spark.upload(renamed)).toTable(), other.transform(renamed));
    await expectSame(await other.transform(spark.upload(accesses)).toTable(), other.transform(accesses));
  });

  it('reads numbers as names, also where Spark has them as floats', async () => {
    const numbers = offices(20).map(({ user, res }) => ({
      tenant: true,
      user: Number(user.slice(1)),
      res: res.length / 2,
    }));
    const table = toTable(numbers.map((row, n) => ({ row: n, ...row })));
    const ofNumbers = await new AccessEvidence().fit(table);
    const remote = spark.sql('SELECT row, tenant, CAST(user AS DOUBLE) AS user, res FROM t', {
      t: spark.upload(table),
    });
    const scored = spark.sql('SELECT row, tenant, res, evidence, p_new, kind FROM t', {
      t: ofNumbers.transform(remote, { kinds: true }),
    });
    const local = ofNumbers
      .transform(table, { kinds: true })
      .select(['row', 'tenant', 'res', 'evidence', 'p_new', 'kind']);
    expect(new Set(local.getChild('kind')!)).toEqual(new Set(['seen']));
    await expectSame(await scored.toTable(), local);
  });

  it('is lazy: columns without scores, scores once, and queries, files and another model on top', async () => {
    const scored = model.transform(spark.upload(accesses), ALL);
    const names = model.transform(accesses, ALL).schema.names;
    expect((await scored.schema()).map(({ name }) => name)).toEqual(names);
    const file = path.join(folder, 'evidence');
    await scored.write.parquet(file);
    const written = await spark.read.parquet(file).toTable();
    await expectSame(written, model.transform(accesses, ALL));
    const top = spark.sql('SELECT max(evidence) AS most, count(*) AS n FROM scored WHERE kind = :kind', {
      scored,
      kind: 'novel',
    });
    const local = model.transform(accesses, ALL);
    const [wanted] = (
      await sql`SELECT max(evidence) AS most, count(*) AS n FROM ${local} WHERE kind = 'novel'`
    ).toArray();
    const [got] = (await top.toTable()).toArray();
    expect(got.most).toBeCloseTo(wanted.most, 9);
    expect(Number(got.n)).toBe(Number(wanted.n));
    // The second model removes the scores of the first.
    const again = model.transform(scored);
    await expectSame(await again.toTable(), model.transform(accesses));
    expect(await again.count()).toBe(accesses.numRows);
  });

  it('takes a table without rows', async () => {
    const none = spark.sql('SELECT * FROM t WHERE row < 0', { t: spark.upload(accesses) });
    const scored = await model.transform(none, ALL).toTable();
    expect(scored.numRows).toBe(0);
    expect(scored.schema.names).toEqual(model.transform(accesses, ALL).schema.names);
  });

  it('refuses options at once, and names that are missing where rows are asked for', async () => {
    const there = spark.upload(accesses);
    expect(() => model.transform(there, { window: 0 })).toThrow('Expected window to be');
    expect(() => model.transform(there, { part: true } as object)).toThrow('transform options');
    const holes = spark.sql(
      "SELECT row, tenant, nullif(user, 'u1') AS user, if(res = 'all', '', res) AS res FROM t",
      {
        t: there,
      },
    );
    const local =
      await sql`SELECT count(*) FILTER (user = 'u1') AS nulls, count(*) FILTER (res = 'all') AS empties FROM ${accesses}`;
    const [{ nulls, empties }] = local.toArray();
    const bad = model.transform(holes);
    await expect(bad.toTable()).rejects.toThrow(
      `Expected column user to hold a name in every row, got none in ${nulls} rows`,
    );
    const full = spark.sql("SELECT row, tenant, 'x' AS user, res FROM t", { t: holes });
    await expect(model.transform(full).write.parquet(path.join(folder, 'none'))).rejects.toThrow(
      `Expected column res to hold a name in every row, got none in ${empties} rows`,
    );
    const nan = spark.sql("SELECT 1 AS tenant, double('NaN') AS user, 'r' AS res");
    await expect(model.transform(nan).toTable()).rejects.toThrow('got none in 1 row');
    await expect(model.transform(spark.sql('SELECT 1 AS user')).toTable()).rejects.toThrow(/column tenant/);
    const dates = spark.sql("SELECT 't' AS tenant, DATE '2026-01-01' AS user, 'r' AS res");
    await expect(model.transform(dates).schema()).rejects.toThrow(
      'Expected column user to hold names (text, numbers or booleans), got date',
    );
  });

  it('is ended by its signal, and can be asked again', async () => {
    const slow = spark.sql(
      `SELECT 't' AS tenant, concat('u', CAST(sum(sqrt(a.id * b.id)) AS BIGINT)) AS user, 'all' AS res
      FROM range(:n) a CROSS JOIN range(10000000) b`,
      { n: 10_000_000 },
    );
    const controller = new AbortController();
    const reason = new Error('enough');
    const scored = model.transform(slow);
    const running = scored.toTable({
      signal: controller.signal,
      onProgress: ({ running }) => running > 0 && controller.abort(reason),
    });
    await expect(running).rejects.toBe(reason);
    const start = performance.now();
    expect(await model.transform(spark.upload(accesses)).count()).toBe(accesses.numRows);
    expect(quietSecondsSince(start)).toBeLessThan(60);
  });

  it('says so where a table is no longer the one that was scored', async () => {
    const file = path.join(folder, 'growing');
    const there = spark.upload(accesses);
    await spark.sql('SELECT * FROM t WHERE row < 5', { t: there }).write.parquet(file);
    const scored = model.transform(spark.read.parquet(file));
    expect((await scored.toTable()).numRows).toBe(5);
    await spark.sql('SELECT * FROM t WHERE row >= 5', { t: there }).write.parquet(file, { mode: 'append' });
    await expect(scored.toTable()).rejects.toThrow('Expected a table to have the rows that were scored');
  });
});
