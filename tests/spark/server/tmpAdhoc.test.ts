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

/** Local and remote scores of a table with a column `row`: the same names in the same order, the same values. */
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

  it('adhoc', async () => {
    const rows = datedRows(trained, '2026-01-05').map((r, n) => ({ ...r, row: n, num: n % 5 === 0 ? null : n % 7, 'we`ird "name"': `x${n % 3}` }));
    const table = toTable(rows);
    const there = spark.upload(table);
    for (const params of [
      { hourCol: null, contextCols: [] },
      { contextCols: [] },
      { contextCols: ['num', 'we`ird "name"', 'Client zone'], hourCol: null },
      { contextCols: ['num', 'we`ird "name"'] },
    ]) {
      const fitted = await new AccessEvidence(params).fit(table);
      await expectSame(await fitted.transform(there, ALL).toTable(), fitted.transform(table, ALL), 1e-12);
      const none = spark.sql('SELECT * FROM t WHERE row < 0', { t: there });
      expect((await fitted.transform(none, ALL).toTable()).schema.names).toEqual(fitted.transform(table, ALL).schema.names);
      for (const columns of ['NULL AS day, hour, num', 'day, NULL AS hour, NULL AS num', 'day, num', 'hour', "CAST(day AS VARCHAR(20)) AS day, CAST(hour AS DECIMAL(4, 1)) AS hour, CAST(num AS DOUBLE) AS num",
       "TIMESTAMP(day) - INTERVAL 7 HOURS AS day, CAST(hour AS TINYINT) AS hour, 'NaN' AS num", "day, hour, double('NaN') AS num"]) {
        const held = spark.sql(`SELECT row, tenant, user, res, ${columns} FROM there`, { there });
        const here = columns.includes('DECIMAL') ? await spark.sql('SELECT row, tenant, user, res, day, hour, num FROM there', { there }).toTable() : await held.toTable();
        const [r, l] = [await fitted.transform(held).toTable(), fitted.transform(here)];
        const pick = (t: Table) => t.select(['row', 'evidence', 'p_new', 'p_next']);
        await expectSame(pick(r), pick(l), 1e-12).catch((e) => { throw new Error(JSON.stringify(params) + columns, { cause: e }); });
      }
    }
  }, 400_000);
});
