import * as arrow from 'apache-arrow';
import { beforeAll, describe, expect, it } from 'vitest';
import { AccessAnomaly } from '../../lib/original/AccessAnomaly.js';
import type { AccessAnomalyModel } from '../../lib/original/AccessAnomalyModel.js';
import { toTable } from '../../lib/tables/toTable.js';
import { accessTable, departments, scoresOf, valuesOf } from './accessTable.js';

let model: AccessAnomalyModel;

beforeAll(async () => {
  model = await new AccessAnomaly({ rankParam: 3, maxIter: 5 }).fit(accessTable(...departments()));
});

describe('AccessAnomalyModel.transform', () => {
  it('adds a column of scores, and passes the others on', () => {
    const table = toTable([
      { time: new Date(0), tenant: 0, user: 'a0', res: 'r1', note: null },
      { time: new Date(1), tenant: 0, user: 'a0', res: 'r0', note: '<b>' },
    ]);
    const scored = model.transform(table);
    expect(scored.schema.fields.map((field) => field.name)).toEqual([
      'time',
      'tenant',
      'user',
      'res',
      'note',
      'anomaly_score',
    ]);
    expect(valuesOf(scored, 'note')).toEqual([null, '<b>']);
    expect(valuesOf(scored, 'time')).toEqual([0, 1]);
    expect(scored.getChild('anomaly_score')!.type.toString()).toBe('Float64');
    expect(scoresOf(scored).every((score) => Number.isFinite(score))).toBe(true);
  });

  it('is the dot product of the vectors', () => {
    const [score] = scoresOf(model.transform(accessTable('0 a1 r3')));
    const [user, res] = [model.userVector('0', 'a1')!, model.resVector('0', 'r3')!];
    expect(score).toBeCloseTo(
      user.reduce((sum, value, k) => sum + value * res[k], 0),
      12,
    );
  });

  it('is null for unknown users, resources and tenants', () => {
    expect(
      scoresOf(model.transform(accessTable('0 nobody r1', '0 a0 nothing', '9 a0 r1', '0 r1 a0'))),
    ).toEqual([null, null, null, null]);
  });

  it('is Infinity where nothing connects user and resource', () => {
    expect(scoresOf(model.transform(accessTable('0 a0 s1', '0 b3 r3')))).toEqual([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('knows names by their text: tenant 0 is tenant "0"', () => {
    const [text] = scoresOf(model.transform(accessTable('0 a0 r1')));
    for (const tenant of [0, 0n]) {
      expect(scoresOf(model.transform(toTable([{ tenant, user: 'a0', res: 'r1' }])))).toEqual([text]);
    }
  });

  it('scores rows by themselves: a slice, chunks, repeats', () => {
    const table = accessTable('0 a0 r1', '0 nobody r1', '0 a1 r2', '0 a1 r2', '0 a0 s1');
    const scores = scoresOf(model.transform(table));
    expect(scores[2]).toBe(scores[3]);
    expect(scoresOf(model.transform(table.slice(1, 4)))).toEqual(scores.slice(1, 4));
    const chunks = new arrow.Table(table.schema, [...table.slice(2).batches, ...table.slice(0, 2).batches]);
    expect(scoresOf(model.transform(chunks))).toEqual([...scores.slice(2), ...scores.slice(0, 2)]);
  });

  it('scores no rows to no rows', () => {
    for (const empty of [accessTable('0 a0 r1').slice(0, 0), toTable({ tenant: [], user: [], res: [] })]) {
      const scored = model.transform(empty);
      expect(scored.numRows).toBe(0);
      expect(scored.schema.fields.map((field) => field.name)).toEqual([
        'tenant',
        'user',
        'res',
        'anomaly_score',
      ]);
    }
  });

  it('replaces scores that are there already', () => {
    const once = model.transform(accessTable('0 a0 r1'));
    const twice = model.transform(once);
    expect(twice.numCols).toBe(once.numCols);
    expect(scoresOf(twice)).toEqual(scoresOf(once));
  });

  it('names columns as the fit was told', async () => {
    const params = { tenantCol: 'org', userCol: '__proto__', resCol: '<b>what</b>', outputCol: 'odd ity' };
    const columns = Object.fromEntries([
      ['org', ['acme', 'acme']],
      ['__proto__', ['ann', 'bob']],
      ['<b>what</b>', ['x', 'x']],
    ]);
    const table = toTable(columns);
    const scored = (await new AccessAnomaly(params).fit(table)).transform(table);
    const names = scored.schema.fields.map((field) => field.name);
    expect(names).toEqual(['org', '__proto__', '<b>what</b>', 'odd ity']);
    expect(valuesOf(scored, 'odd ity').every(Number.isFinite)).toBe(true);
  });

  it('says which column is missing, and where a name is', () => {
    expect(() => model.transform(toTable([{ tenant: 0, user: 'a0', resource: 'r1' }]))).toThrow(
      'Expected a column res, got tenant, user, resource',
    );
    expect(() =>
      model.transform(
        toTable([
          { tenant: 0, user: 'a0', res: 'r1' },
          { tenant: 0, user: null, res: 'r1' },
        ]),
      ),
    ).toThrow('Expected column user to hold a name in every row, got null in row 1');
    expect(() => model.transform(undefined as never)).toThrow(
      'Expected an Arrow Table (see toTable), got undefined',
    );
  });
});

describe('AccessAnomalyModel', () => {
  it('tells its rank and the iterations of its fit', () => {
    expect(model.rank).toBe(3);
    expect(model.iterations).toBe(5);
  });

  it('has vectors of rank + 2 for users and resources, and none for others', () => {
    expect(model.userVector(0, 'a0')).toHaveLength(5);
    expect([...model.resVector('0', 's4')!.subarray(3)]).toEqual([1, 0]);
    expect(model.userVector(0, 'r0')).toBeNull();
    expect(model.resVector(0, 'a0')).toBeNull();
    expect(model.resVector(1, 'r0')).toBeNull();
  });

  it('hands out copies', () => {
    model.userVector(0, 'a0')!.fill(99);
    expect(model.userVector(0, 'a0')![0]).not.toBe(99);
  });
});
