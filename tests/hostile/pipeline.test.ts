import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Table } from 'apache-arrow';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { triage } from '../../lib/alerts/triage.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { accessMap } from '../../lib/figures/accessMap.js';
import { accessSankey } from '../../lib/figures/accessSankey.js';
import { alertTimeline } from '../../lib/figures/alertTimeline.js';
import { evidenceBars } from '../../lib/figures/evidenceBars.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { readEvents } from '../../lib/logs/readEvents.js';
import { displayBundle } from '../../lib/notebook/show/displayBundle.js';
import { tableHtml } from '../../lib/notebook/tables/tableHtml.js';
import { tableText } from '../../lib/notebook/tables/tableText.js';
import { sql } from '../../lib/sql/sql.js';
import { toTable } from '../../lib/tables/toTable.js';
import { rowsOf } from '../rowsOf.js';
import { fuzzRuns } from './fuzzRuns.js';
import { hostileName, quoted } from './hostileName.js';

const folder = mkdtempSync(join(tmpdir(), 'pipeline-'));
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * Characters that no shown text may hold: invisible ones, and those that control terminals. Line breaks are
 * the table's own.
 */
const UNSEEN = /[^\P{C}\n]|\p{DI}|[^\S \n]/u;

const DAY = '2026-01-02';

describe('hostile names', () => {
  it('come through all of it, apart and visible', async () => {
    const accesses = fc.array(fc.tuple(hostileName, hostileName), { minLength: 3, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(accesses, fc.boolean(), async (pairs, asJson) => {
        const file = join(folder, asJson ? 'log.jsonl' : 'log.csv');
        const lines = pairs.map(([user, res]) =>
          asJson ? JSON.stringify({ user, res, at: DAY }) : `${quoted(user)},${quoted(res)},${DAY}`,
        );
        writeFileSync(file, `${asJson ? '' : 'user,res,at\n'}${lines.join('\n')}\n`);
        const options = { user: 'user', res: 'res', time: 'at' };
        const { table, report } = await readAccess(file, { ...options, times: true });
        const asRead = (name: string) => (asJson ? name : name.replaceAll('\r\n', '\n'));
        const expected = pairs.filter((pair) => !pair.some((name) => name.startsWith('\ufeff')));
        const distinct = new Set(expected.map((pair) => JSON.stringify(pair.map(asRead))));
        expect(report).toMatchObject({ rows: pairs.length, used: expected.length });
        expect(table.numRows).toBe(distinct.size);
        if (table.numRows === 0) return;

        const namesOf = (of: Table) =>
          new Set(
            rowsOf(of).map(({ user, res }) =>
              JSON.stringify([user, res].map((name) => asRead(String(name)))),
            ),
          );
        expect(namesOf(table)).toEqual(distinct);
        expect(namesOf(await sql`SELECT * FROM ${table}`)).toEqual(distinct);
        expect(namesOf(await readEvents(file, { ...options, of: table }))).toEqual(distinct);

        const fitted = await new AccessEvidence({ threads: 1 }).fit(table);
        const saved = join(folder, 'model');
        await fitted.save(saved);
        const model = await AccessEvidenceModel.load(saved);
        expect(rowsOf(model.transform(table))).toEqual(rowsOf(fitted.transform(table)));
        for (const { evidence } of rowsOf(model.transform(table)))
          expect(Number.isFinite(evidence)).toBe(true);

        const explained = model.explain(table);
        const alerts = triage(table, { by: 'access', model, budget: 5 });
        for (const shown of [table, explained, alerts]) {
          expect(tableText(shown)).not.toMatch(UNSEEN);
          const [page] = tableHtml(shown).split('<script');
          expect(page).not.toMatch(UNSEEN);
          const [columnsOfTable] = displayTexts(tableText(table, { limit: 100 }));
          expect(columnsOfTable.size).toBe(distinct.size);
        }
        for (const figure of [
          accessSankey(table, alerts, { countCol: 'likelihood' }),
          accessMap(table, alerts),
          alertTimeline(alerts),
          evidenceBars(explained),
        ]) {
          const texts: string[] = [];
          JSON.stringify(figure, (_, value) => {
            if (typeof value === 'string') texts.push(value);
            return value;
          });
          for (const text of texts) expect(text).not.toMatch(UNSEEN);
          expect(displayBundle(figure)['text/plain']).not.toMatch(UNSEEN);
        }
      }),
      { seed: 5, numRuns: fuzzRuns(12) },
    );
  });

  it('that text in UTF-8 cannot hold are refused by name', async () => {
    for (const user of ['\ufeffbom', '\ufeff', 'a\ud800', '\udc00']) {
      expect(() => toTable([{ user: 'ann' }, { user }])).toThrow(
        /^Expected text in UTF-8 that does not begin with a byte order mark in row 1 of column "user", got "/,
      );
    }
  });

  it('are refused in tables of others, where they would be read as another name', async () => {
    const bytes = (name: string | number[]) => Buffer.from(name as string);
    for (const odd of [bytes('\ufeffbom'), Buffer.of(0xff), Buffer.of(0xed, 0xa0, 0x80)]) {
      const table = await tableOfBytes([bytes('bom'), odd]);
      await expect(new AccessEvidence().fit(table)).rejects.toThrow(
        /^Expected column user to hold text in UTF-8 .* in row 1/,
      );
      await expect(sql`SELECT * FROM ${table}`).rejects.toThrow(/^Expected text in UTF-8 .* in row 1/);
    }
  });

  it('are shown all the same', () => {
    const { 'text/plain': text } = displayBundle([{ file: '\ufeffa.csv' }, { file: 'a\ud800' }]);
    expect(text).toContain('ufeffa.csv');
    expect(text).toContain('ud800');
  });
});

/** The distinct lines of a drawn table. */
function displayTexts(text: string): Set<string>[] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return [new Set(lines.slice(1))];
}

/** A column `user` of raw bytes as Utf8, beside a resource and a tenant. */
async function tableOfBytes(names: Buffer[]): Promise<Table> {
  const { makeData, makeVector, Utf8 } = await import('apache-arrow');
  const { tableFromVectors } = await import('../../lib/tables/tableFromVectors.js');
  const valueOffsets = new Int32Array(names.length + 1);
  names.forEach((name, n) => {
    valueOffsets[n + 1] = valueOffsets[n] + name.length;
  });
  const user = makeVector(
    makeData({
      type: new Utf8(),
      length: names.length,
      nullCount: 0,
      valueOffsets,
      data: new Uint8Array(Buffer.concat(names)),
    }),
  );
  const others = toTable({ tenant: names.map(() => 't'), res: names.map(() => 'r') });
  return tableFromVectors([
    ['tenant', others.getChild('tenant')!],
    ['user', user],
    ['res', others.getChild('res')!],
  ]);
}
