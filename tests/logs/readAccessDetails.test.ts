import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import type { ReadAccessOptions } from '../../lib/logs/ReadAccessOptions.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { contextsOf, detailsOf } from '../../lib/tables/tableContexts.js';
import { rowsOf } from '../rowsOf.js';
import { logFolder } from './logFolder.js';
import { writeParquet } from './writeTables.js';

const { newFolder, write } = logFolder('read-access-details-');
const logs = fileURLToPath(new URL('../fixtures/logs/', import.meta.url));
const trail = `${logs}cloudtrail`;
const profile = 'cloudtrail';

describe('details', () => {
  it('are columns of what a profile knows, whose counts add up, and no contexts', async () => {
    const plain = await readAccess(trail, { profile, failed: true });
    const { table, report } = await readAccess(trail, { profile, failed: true, details: true });
    expect(detailsOf(table)).toEqual(['operation', 'address', 'client', 'result']);
    expect(table.schema.metadata.get('details')).toBe('["operation","address","client","result"]');
    expect(contextsOf(table)).toEqual([]);
    expect(report).toEqual(plain.report);
    const sums = new Map<string, number>();
    for (const { tenant, user, res, likelihood } of rowsOf(table)) {
      const key = JSON.stringify([tenant, user, res]);
      sums.set(key, (sums.get(key) ?? 0) + Number(likelihood));
    }
    const wanted = rowsOf(plain.table).map(({ tenant, user, res, likelihood }) => [
      JSON.stringify([tenant, user, res]),
      likelihood,
    ]);
    expect([...sums]).toEqual(wanted);
    const rows = rowsOf(table);
    expect(rows.every(({ res, operation }) => String(res).endsWith(`:${operation}`))).toBe(true);
    expect(new Set(rows.map(({ result }) => result)).has('AccessDenied')).toBe(true);
    expect(rows.some(({ address }) => /^\d+\.\d+\.\d+\.[1-9]\d*$/.test(String(address)))).toBe(true);
  });

  it('are not read twice beside contexts of that name', async () => {
    const { table } = await readAccess(trail, { profile, context: 'client, network', details: true });
    expect(contextsOf(table)).toEqual(['client', 'network']);
    expect(detailsOf(table)).toEqual(['operation', 'address', 'result']);
    expect(table.schema.fields.map(({ name }) => name)).toEqual([
      ...['tenant', 'user', 'res', 'client', 'network', 'operation', 'address', 'result', 'likelihood'],
    ]);
  });

  it('are names or values, as contexts are', async () => {
    const names = async (details: ReadAccessOptions['details']) =>
      detailsOf((await readAccess(trail, { profile, details })).table);
    expect(await names('operation, region')).toEqual(['operation', 'region']);
    expect(await names(['eventName'])).toEqual(['eventName']);
    expect(await names({ what: ['eventName', 'eventSource'] })).toEqual(['what']);
    expect(await names(false)).toEqual([]);
  });

  it('are nothing that a model learns', async () => {
    const { table } = await readAccess(trail, { profile, by: 'day', failed: true, details: true });
    expect((await new AccessEvidence({ seed: 1 }).fit(table)).contextCols).toEqual([]);
  });

  it('are found by the names of fields where there is no profile', async () => {
    const csv = [
      'user,res,action,client_ip,User-Agent,status',
      'ada,wiki,read,192.0.2.7:443,Mozilla/5.0 (X11) Chrome/120.0,ok',
      'ada,wiki,read,192.0.2.7:444,Mozilla/5.0 (X11) Chrome/121.0,ok',
      'ada,wiki,write,[2001:DB8::1]:443,,denied',
    ].join('\n');
    const { table } = await readAccess(write('log.csv', csv), { details: true });
    expect(rowsOf(table)).toEqual([
      {
        ...{ tenant: 'default', user: 'ada', res: 'wiki', operation: 'read', address: '192.0.2.7' },
        ...{ client: 'Chrome', result: 'ok', likelihood: 2 },
      },
      {
        ...{ tenant: 'default', user: 'ada', res: 'wiki', operation: 'write', address: '2001:db8::1' },
        ...{ client: null, result: 'denied', likelihood: 1 },
      },
    ]);
  });

  it('are null where no field is called so, in Parquet too', async () => {
    const path = join(newFolder(), 'log.parquet');
    await writeParquet(path, `SELECT 'ada' AS "user", 'wiki' AS res, 'read' AS verb FROM range(3)`);
    const { table } = await readAccess(path, { details: true });
    expect(rowsOf(table)).toEqual([
      {
        ...{ tenant: 'default', user: 'ada', res: 'wiki', operation: 'read', address: null },
        ...{ client: null, result: null, likelihood: 3 },
      },
    ]);
    expect(detailsOf(table)).toHaveLength(4);
  });

  it('are those of each of several files', async () => {
    const one = write('one.csv', 'user,res,id\nada,wiki,1\n');
    const two = write('two.json', '{"user":"ada","res":"wiki","id":"2","action":"read"}\n');
    const { table } = await readAccess([one, two], { details: true, id: 'id' });
    expect(rowsOf(table).map(({ operation, likelihood }) => [operation, likelihood])).toEqual([
      [null, 1],
      ['read', 1],
    ]);
  });

  it.each([
    [1, 'Expected details to be true, false, names of fields, or an object of them, got 1'],
    ['user', 'Expected the name of a detail not to be one of'],
    [{ x: 1 }, 'Expected details.x in options'],
    [['nothere'], 'Expected a column "nothere"'],
  ])('are refused: %j', async (details, message) => {
    const options = { profile, details } as ReadAccessOptions;
    await expect(readAccess(trail, options)).rejects.toThrow(message);
  });
});
