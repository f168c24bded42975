import { describe, expect, it } from 'vitest';
import { alertsAtRate } from '../../../lib/alerts/alertsAtRate.js';
import { makeTest } from '../../../lib/evaluate/splits/makeTest.js';
import { calibration } from '../../../lib/evaluate/trust/calibration.js';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import { newTail, nextTail } from '../../../lib/evidence/score/pValues.js';
import { calibrationCurves } from '../../../lib/figures/calibrationCurves.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { column, offices, tableOf } from '../../evidence/evidenceTables.js';

const columns = { tenantCol: 'tenant', userCol: 'user', resCol: 'res' };

describe('tails', () => {
  const calibration = (pair: number[], likelihood: number[], source: 'fit' | 'period' = 'fit') => ({
    source,
    pair: Float64Array.from(pair),
    evidence: Float64Array.from(pair, (value) => value - 1),
    likelihood: Float64Array.from(likelihood),
  });

  it('p_new counts what scores as high, itself included', () => {
    const tail = newTail(calibration([1, 2, 3], [1, 2, 5]));
    expect([0, 1, 2.5, 3, 4].map(tail)).toEqual([1, 1, 0.5, 0.5, 0.25]);
  });

  it('p_new compares with what was seen once, where that is enough', () => {
    const pair = Array.from({ length: 60 }, (_, n) => n);
    const tail = newTail(
      calibration(
        pair,
        pair.map((n) => (n < 30 ? 1 : 2)),
      ),
    );
    expect(tail(30)).toBe(1 / 31);
    expect(
      newTail(
        calibration(
          pair,
          pair.map((n) => (n < 29 ? 1 : 2)),
        ),
      )(30),
    ).toBe(31 / 61);
  });

  it('the same score, summed in another order, counts', () => {
    expect(newTail(calibration([0.1 + 0.2], [1]))(0.3)).toBe(1);
    expect(newTail(calibration([0.3], [1]))(0.1 + 0.2)).toBe(1);
  });

  it('p_next weighs what will be new and what will occur again', () => {
    const f = 0.5;
    const again = (n: number) => 1 - Math.exp(-f * (n - 0.4));
    const entries = [
      [2, f],
      [1, again(1)],
      [4, again(3)],
    ];
    const tail = nextTail(calibration([2, 5], [1, 3]), f, 0.4);
    const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const score of [0, 1.5, 3, 9]) {
      const above = entries.reduce((sum, [value, weight]) => sum + (value >= score ? weight : 0), 0);
      expect(tail(score)).toBeCloseTo((total / 3 + above) / (total + total / 3), 12);
    }
  });

  it('a period stands for the window, each access once', () => {
    const tail = nextTail(calibration([1, 2, 3], [0, 2, 7], 'period'), 99, 0.4);
    expect([-1, 1.5, 9].map(tail)).toEqual([1, 0.5, 0.25]);
  });
});

describe('calibration', () => {
  it('is the share of alarms, by kind and by tenant', async () => {
    const rows = [...offices(80), ...offices(30, 5, 'other')];
    const { train, pairs } = makeTest(tableOf(rows), { ...columns, by: 'pairs', seed: 3 });
    const normal = toTable(
      pairs
        .toArray()
        .filter(({ label }) => label === 0)
        .map((row) => row.toJSON()),
    );
    const model = await new AccessEvidence().fit(train);
    const scored = model.transform(normal);
    const table = calibration(model, normal, { rates: [0.1, 0.5] });
    const rowOf = (tenant: string | null, kind: string, promised: number) =>
      table.toArray().find((row) => row.tenant === tenant && row.kind === kind && row.promised === promised);
    const p = column(scored, 'p_new');
    for (const rate of [0.1, 0.5]) {
      const all = rowOf(null, 'all', rate)!;
      expect(all.accesses).toBe(normal.numRows);
      expect(all.realised).toBeCloseTo(p.filter((value) => value <= rate).length / p.length, 12);
      expect(all.low <= all.realised && all.realised <= all.high).toBe(true);
      expect(Math.abs(all.realised - rate)).toBeLessThan(0.1);
    }
    const kinds = ['novel', 'cold user', 'cold resource'].map(
      (kind) => rowOf(null, kind, 0.1)?.accesses ?? 0,
    );
    expect(kinds.reduce((sum, n) => sum + n, 0)).toBe(normal.numRows);
    const other = column(scored, 'p_new').filter((_, n) => scored.getChild('tenant')!.get(n) === 'other');
    expect(rowOf('other', 'all', 0.5)!.realised).toBeCloseTo(
      other.filter((value) => value <= 0.5).length / other.length,
      12,
    );

    const figure = calibrationCurves(table);
    expect(figure.data.map(({ name }) => name)).toEqual(
      ['all', 'novel', 'cold user', 'cold resource', 'as promised'].filter(
        (name) => name === 'all' || name === 'as promised' || rowOf(null, name, 0.1),
      ),
    );
    expect(figure.layout.meta).toMatchObject({
      description: expect.stringContaining('promised 10 %, realised'),
    });
  });

  it('keeps its promise on the period that it was recalibrated on', async () => {
    const model = await new AccessEvidence().fit(tableOf(offices(80)));
    const period = tableOf(offices(80, 77));
    const before = calibration(model, period, { window: 1, rates: [0.1] }).get(0)!.realised;
    const after = calibration(model.recalibrate(period), period, { window: 1, rates: [0.1] }).get(
      0,
    )!.realised;
    expect(Math.abs(after - 0.1)).toBeLessThan(0.02);
    expect(Math.abs(after - 0.1)).toBeLessThan(Math.abs(before - 0.1));
  });

  it('counts each newcomer of the period by name', async () => {
    const model = await new AccessEvidence().fit(tableOf(offices(80)));
    const newcomer = (n: number) => ({ tenant: 't', user: `new ${n}`, res: 'all', likelihood: 1 });
    const period = [...offices(80).slice(0, 40), ...Array.from({ length: 200 }, (_, n) => newcomer(n))];
    const [p] = column(
      model.recalibrate(tableOf(period)).transform(tableOf([newcomer(999)]), { window: 1 }),
      'p_next',
    );
    expect(p).toBeGreaterThan(200 / 241);
    expect(() => model.recalibrate(tableOf(period.slice(0, 20)))).toThrow('Expected 30 accesses or more');
  });

  it('refuses rates that are none, and windows', async () => {
    const model = await new AccessEvidence().fit(tableOf(offices(5)));
    expect(() => calibration(model, tableOf(offices(5)), { rates: [1] })).toThrow(
      'Expected rates[0] to be above 0 and below 1, got 1',
    );
    expect(() => calibration(model, tableOf(offices(5)), { window: 0 })).toThrow(
      'Expected window to be a positive number, got 0',
    );
    expect(() => calibration({} as never, tableOf(offices(5)))).toThrow(
      'Expected model to be an AccessEvidenceModel',
    );
  });
});

describe('alertsAtRate', () => {
  const scored = toTable(
    [0.5, 0.01, 0.2, 0.03, 0.01].map((p, n) => ({
      user: `u${n}`,
      evidence: n === 1 ? 9 : -p,
      p_new: p,
      p_next: p / 2,
    })),
  );
  const names = (options: object) => [...alertsAtRate(scored, options).getChild('user')!];

  it('are the rows below the rate, the most evidence first', () => {
    expect(names({ rate: 0.1, pCol: 'p_new' })).toEqual(['u1', 'u4', 'u3']);
    expect(names({ rate: 0.1 })).toEqual(['u1', 'u4', 'u3', 'u2']);
  });

  it('need p-values', () => {
    const bare = toTable([{ evidence: 1, p_new: 0.5 }]);
    expect(() => alertsAtRate(bare, { rate: 0.1 })).toThrow(
      'Expected a column p_next (transform with a window',
    );
    const missing = toTable([
      { evidence: 1, p_next: null },
      { evidence: 1, p_next: 0.5 },
    ]);
    expect(() => alertsAtRate(missing, { rate: 0.1 })).toThrow('got null in row 0');
  });

  it('take false alarms a day', () => {
    // One a day over half a day, of 5 accesses: a rate of 0.1.
    expect(names({ falseAlarmsADay: 1, days: 0.5 })).toEqual(names({ rate: 0.1 }));
    expect(names({ falseAlarmsADay: 0.5 })).toEqual(names({ rate: 0.1 }));
  });

  it('are all rows where more false alarms are bearable than there are rows', () => {
    for (const falseAlarmsADay of [5, 10]) expect(names({ falseAlarmsADay })).toHaveLength(5);
    expect(alertsAtRate(scored.slice(0, 0), { falseAlarmsADay: 10 }).numRows).toBe(0);
  });

  it.each([
    [{}, 'Expected one of rate and falseAlarmsADay, got neither'],
    [{ rate: 0.1, falseAlarmsADay: 1 }, 'Expected one of rate and falseAlarmsADay, got both'],
    [{ rate: 0.1, days: 2 }, 'Expected days beside falseAlarmsADay only, got 2'],
    [{ rate: 0.1, pCol: 'user' }, `Expected pCol to be 'p_next' or 'p_new', got "user"`],
    [undefined, 'Expected one of rate and falseAlarmsADay, got neither'],
    [{ rate: 1 }, 'Expected rate to be above 0 and below 1, got 1'],
    [{ falseAlarmsADay: 5, days: 0 }, 'Expected days to be a positive number, got 0'],
    [{ falseAlarmsADay: 0, days: 1 }, 'Expected falseAlarmsADay to be a positive number, got 0'],
  ])('refuse %o', (options, message) => {
    expect(() => alertsAtRate(scored, options as never)).toThrow(message);
  });
});
