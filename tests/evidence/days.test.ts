import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as arrow from 'apache-arrow';
import { afterAll, describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { AccessEvidenceModel, evidenceStateOf } from '../../lib/evidence/AccessEvidenceModel.js';
import { noteContexts } from '../../lib/tables/tableContexts.js';
import { toTable } from '../../lib/tables/toTable.js';
import { column, OUTPUTS, TERMS } from './evidenceTables.js';
import {
  ASKED,
  FORWARD_COLUMNS,
  fitLog,
  isoDay,
  type LogRow,
  logTable,
  range,
  STAFF_LOG,
  saidOf,
  staffLog,
  TODAY,
} from './logTables.js';

const folder = mkdtempSync(join(tmpdir(), 'days-'));
afterAll(() => rmSync(folder, { recursive: true }));

const windowsOf = (model: AccessEvidenceModel) =>
  evidenceStateOf(model, 'model').time!.windows.map(({ from, to }) => [from[0] - TODAY, to[0] - TODAY]);
const tenantOf = (model: AccessEvidenceModel) => evidenceStateOf(model, 'model').tenants[0];

describe('the windows that are foreseen', () => {
  it.each([
    [1, [[0, 1]]],
    [2, [[1, 2]]],
    [4, [[3, 4]]],
    [
      5,
      [
        [3, 4],
        [4, 5],
      ],
    ],
    [
      8,
      [
        [6, 7],
        [7, 8],
      ],
    ],
    [
      17,
      [
        [12, 13],
        [13, 14],
        [14, 15],
        [15, 17],
      ],
    ],
    [
      20,
      [
        [15, 16],
        [16, 17],
        [17, 18],
        [18, 20],
      ],
    ],
  ])('of %d days', async (numDays, expected) => {
    expect(windowsOf(await fitLog(staffLog(range(numDays))))).toEqual(expected);
  });

  it('are as long as a horizon, in the last quarter', async () => {
    const windows = async (horizon: number) => windowsOf(await fitLog(STAFF_LOG, { horizon }));
    expect(await windows(1)).toEqual([
      [15, 16],
      [16, 17],
      [17, 18],
      [18, 19],
      [19, 20],
    ]);
    expect(await windows(2)).toEqual([
      [15, 17],
      [17, 20],
    ]);
    expect(await windows(9)).toEqual([[15, 20]]);
  });

  it('are only those in which anybody did anything', async () => {
    const model = await fitLog(staffLog([0, 1, 2, 15, 19]));
    expect(windowsOf(model)).toEqual([
      [15, 16],
      [18, 20],
    ]);
    // A window for each day of the last quarter, of which one has a row.
    const late = [...STAFF_LOG, { ...STAFF_LOG[0], day: STAFF_LOG[0].day + 45 }];
    expect(windowsOf(await fitLog(late, { horizon: 1 })).length).toBe(1);
    // A clock that stood still is of no window.
    const still = [...STAFF_LOG, { ...STAFF_LOG[0], day: 0 }];
    expect(windowsOf(await fitLog(still, { horizon: 1 })).length).toBe(5);
  });

  it('belong to each tenant', async () => {
    const short = staffLog(range(2)).map((row) => ({ ...row, tenant: 's' }));
    const both = await fitLog([...STAFF_LOG, ...short]);
    const asked = [...ASKED, ...ASKED.map((row) => ({ ...row, tenant: 's' }))];
    const alone = await Promise.all([STAFF_LOG, short].map((rows) => fitLog(rows)));
    for (const [n, model] of alone.entries()) {
      const own = asked.filter(({ tenant }) => tenant === ['t', 's'][n]);
      expect(saidOf(both, own)).toEqual(saidOf(model, own));
    }
  });
});

describe('a log of one day', () => {
  const rows = staffLog([0]);

  it.each([null, 1, 5])('is learned by leaving out, with a horizon of %j as the window', async (horizon) => {
    const model = await fitLog(rows, { hourCol: null, horizon });
    const plain = await fitLog(rows, { dayCol: null });
    expect(tenantOf(model).calibration).toEqual(tenantOf(plain).calibration);
    const scored = model.transform(logTable(ASKED), { parts: true });
    const expected = plain.transform(logTable(ASKED), { parts: true, window: horizon ?? 1 });
    for (const name of [...OUTPUTS, ...TERMS]) expect(column(scored, name)).toEqual(column(expected, name));
  });

  it('has contexts, each worth what it says', async () => {
    const { contexts, calibration } = tenantOf(await fitLog(rows));
    expect(contexts.map(({ weight }) => weight)).toEqual([1, 1]);
    expect(calibration.source).toBe('fit');
  });
});

it('where nothing is new in any window, the parts are weighed by leaving out', async () => {
  const rows = range(8).flatMap((day) => staffLog([0]).map((row) => ({ ...row, day: TODAY + day })));
  const days = rows.filter(
    (row, n) => n < 27 && rows.findIndex(({ user, res }) => user === row.user && res === row.res) === n,
  );
  const [forward, leftOut] = [await fitLog(rows), await fitLog(days, { dayCol: null })];
  expect(tenantOf(forward).ofResource).toEqual(tenantOf(leftOut).ofResource);
  expect(tenantOf(forward).ofUser).toEqual(tenantOf(leftOut).ofUser);
  expect(tenantOf(forward).calibration.source).toBe('forward');
});

describe('a context', () => {
  const fromZone = (model: AccessEvidenceModel, rows: readonly LogRow[]) =>
    column(model.transform(logTable(rows), { parts: true }), 'from_zone');

  it('of one value says the same of all who have it, and something else of another', async () => {
    const rows = STAFF_LOG.map((row) => ({ ...row, zone: 'here' }));
    const model = await fitLog(rows);
    const said = fromZone(model, rows.slice(0, 20));
    for (const value of said) expect(value).toBeLessThan(0);
    expect(fromZone(model, [{ ...rows[0], zone: 'elsewhere' }])[0]).toBeGreaterThan(1);
  });

  it("that is as good as the user's name speaks for its user, and against all others", async () => {
    const rows = STAFF_LOG.map((row) => ({ ...row, zone: `desk of ${row.user}` }));
    const model = await fitLog(rows);
    const foreign = rows.slice(0, 9).map((row, n) => ({ ...row, zone: rows[(n + 1) % 9].zone }));
    for (const value of fromZone(model, rows.slice(0, 9))) expect(value).toBeLessThan(0);
    for (const value of fromZone(model, foreign)) expect(value).toBeGreaterThan(2);
    const scored = model.transform(logTable(foreign), { kinds: true });
    expect(new Set(scored.getChild('intruder')!)).toEqual(new Set(['misuse']));
  });

  describe('tells accounts apart', () => {
    const fitPlaces = (zoneOf: (row: LogRow, n: number) => string) =>
      fitLog(
        STAFF_LOG.map((row, n) => ({ ...row, zone: zoneOf(row, n) })),
        { hourCol: null, contextCols: ['zone'] },
      );

    it('by another value than others have', async () => {
      const { contexts } = tenantOf(await fitPlaces(({ user }) => `desk of ${user}`));
      expect(contexts[0].apart).toBeGreaterThan(0.95);
    });

    it.each<[string, (row: LogRow, n: number) => string]>([
      ['one value for all', () => 'here'],
      ['any value', (_, n) => `z${(n * 7919) % 13}`],
    ])('or else is no reason to trust anybody, or to look for thieves: %s', async (_, zoneOf) => {
      const model = await fitPlaces(zoneOf);
      expect(tenantOf(model).contexts[0].apart).toBeLessThan(2 / 3);
      const scored = model.transform(
        logTable(STAFF_LOG.map((row, n) => ({ ...row, zone: zoneOf(row, n) }))),
        {
          parts: true,
        },
      );
      const [evidence, zone, mixed] = ['evidence', 'from_zone', 'from_intruder'].map((name) =>
        column(scored, name),
      );
      const without = column(
        (await fitLog(STAFF_LOG, { hourCol: null })).transform(logTable(STAFF_LOG)),
        'evidence',
      );
      zone.forEach((term, n) => {
        expect(term).toBeGreaterThanOrEqual(0);
        if (term > 0) return;
        expect(mixed[n]).toBeCloseTo(0, 12);
        expect(evidence[n]).toBeCloseTo(without[n], 10);
      });
    });

    it('as much after save and load', async () => {
      const model = await fitPlaces(({ user }) => `desk of ${user}`);
      await model.save(join(folder, 'model'));
      const loaded = await AccessEvidenceModel.load(join(folder, 'model'));
      expect(tenantOf(loaded).contexts).toEqual(tenantOf(model).contexts);
    });
  });

  it('that nobody keeps to is worth nothing', async () => {
    // Everybody is at one place, and in the last quarter at others, which promise an intruder.
    const rows = STAFF_LOG.map((row, n) => ({
      ...row,
      zone: row.day < TODAY + 15 ? `z${row.user}` : `new${n % 50}`,
    }));
    expect(tenantOf(await fitLog(rows)).contexts[1].weight).toBe(0);
    expect(fromZone(await fitLog(rows), ASKED)).toEqual(ASKED.map(() => 0));
  });

  it('may be a number or a boolean, and is missing where it is null, NaN or an empty text', async () => {
    const said = async (zones: readonly unknown[], asked: readonly unknown[]) => {
      const table = (values: readonly unknown[], rows: readonly LogRow[]) =>
        toTable(rows.map((row, n) => ({ ...row, day: isoDay(row.day), zone: values[n % values.length] })));
      const model = await new AccessEvidence({ contextCols: ['zone'] }).fit(table(zones, STAFF_LOG));
      return column(model.transform(table(asked, STAFF_LOG.slice(0, 6)), { parts: true }), 'from_zone');
    };
    const expected = await said(['1', '2', '3', null], ['1', '7', null]);
    expect(expected[2]).toBe(0);
    expect(await said([1, 2, 3, null], [1, 7, null])).toEqual(expected);
    expect(await said([1, 2, 3, Number.NaN], [1, 7, Number.NaN])).toEqual(expected);
    expect(await said(['1', '2', '3', ''], ['1', '7', ''])).toEqual(expected);
    expect(await said([true, false, null], [true, false, null])).toEqual(
      await said(['true', 'false', null], ['true', 'false', null]),
    );
  });
});

describe('columns of a fit', () => {
  it('are a day and an hour where there are any, and what the table notes', async () => {
    const named = logTable(STAFF_LOG);
    const scored = (await new AccessEvidence().fit(named)).transform(named, { parts: true });
    expect(scored.schema.names).toContain('from_hour');
    expect(scored.schema.names).not.toContain('from_zone');
    const noted = logTable(STAFF_LOG);
    noteContexts(noted, ['zone']);
    expect(saidOf(await new AccessEvidence().fit(noted), ASKED)).toEqual(
      saidOf(await fitLog(STAFF_LOG), ASKED),
    );
    expect(saidOf(await new AccessEvidence({ contextCols: [] }).fit(noted), ASKED)).toEqual(
      saidOf(await fitLog(STAFF_LOG, {}), ASKED),
    );
  });

  it('may have names of their own, in the fit and in the table that is scored', async () => {
    const own = (rows: readonly LogRow[]) =>
      toTable(
        rows.map(({ day, hour, zone, ...row }) => ({ ...row, date: isoDay(day), h: hour, from: zone })),
      );
    const model = await new AccessEvidence({ dayCol: 'date', hourCol: 'h', contextCols: ['from'] }).fit(
      own(STAFF_LOG),
    );
    const scored = model.transform(own(ASKED), { parts: true });
    const expected = (await fitLog(STAFF_LOG)).transform(logTable(ASKED), { parts: true });
    for (const [ours, theirs] of [
      ['evidence', 'evidence'],
      ['from_h', 'from_hour'],
      ['from_from', 'from_zone'],
    ]) {
      expect(column(scored, ours)).toEqual(column(expected, theirs));
    }
  });

  it('leave days alone where told to: bit for bit as if there were none', async () => {
    const table = logTable(STAFF_LOG);
    const without = table.select(['tenant', 'user', 'res', 'zone']);
    const [ignored, absent] = [
      await new AccessEvidence({ dayCol: null }).fit(table),
      await new AccessEvidence().fit(without),
    ];
    const said = (model: AccessEvidenceModel) => {
      const scored = model.transform(logTable(ASKED), { parts: true, window: 0.1, kinds: true });
      return scored.schema.names.map((name) => [name, ...scored.getChild(name)!]);
    };
    expect(said(ignored)).toEqual(said(absent));
    expect([ignored.span, absent.span]).toEqual([null, null]);
  });

  it('need not be in the table that is scored, of which nothing is said then', async () => {
    const model = await fitLog(STAFF_LOG);
    const unknown = model.transform(logTable(ASKED.map((row) => ({ ...row, hour: null, zone: null }))), {
      parts: true,
    });
    const table = logTable(ASKED);
    for (const names of [
      ['tenant', 'user', 'res'],
      ['tenant', 'user', 'res', 'day'],
      ['tenant', 'user', 'res', 'hour'],
    ]) {
      const scored = model.transform(table.select(names), { parts: true });
      for (const name of FORWARD_COLUMNS) expect(column(scored, name)).toEqual(column(unknown, name));
      for (const name of ['from_hour', 'from_zone']) expect(column(scored, name)).toEqual(ASKED.map(() => 0));
    }
    // An hour without its day may be one of a weekend: it says nothing.
    const someDays = toTable(ASKED.map((row) => ({ ...row, day: null })));
    expect(column(model.transform(someDays, { parts: true }), 'from_hour')).toEqual(ASKED.map(() => 0));
  });

  it('of hours tell weekends from working days', async () => {
    // TODAY is a Thursday.
    const model = await fitLog(STAFF_LOG);
    const [thursday, saturday] = [0, 2].map((later) => ({
      ...ASKED[0],
      hour: 10,
      day: TODAY + 40 - 5 + later,
    }));
    const byHour = column(model.transform(logTable([thursday, saturday]), { parts: true }), 'from_hour');
    expect(byHour[0]).not.toBe(byHour[1]);
  });
});

describe('days', () => {
  const read = async (days: arrow.Vector) => {
    const { tenant, user, res } = { tenant: 'tenant', user: 'user', res: 'res' };
    const names = logTable(STAFF_LOG).select([tenant, user, res]);
    const table = new arrow.Table({
      ...Object.fromEntries(names.schema.names.map((name) => [name, names.getChild(name)!])),
      day: days,
    });
    return saidOf(await new AccessEvidence().fit(table), ASKED);
  };
  const dates = STAFF_LOG.map(({ day }) => new Date(day * 86_400_000 + 3_600_000));
  const texts = (ending: string) => STAFF_LOG.map(({ day }) => `${isoDay(day)}${ending}`);
  const dictionary = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32());

  it.each<[string, () => arrow.Vector]>([
    ['Date32', () => arrow.vectorFromArray(dates, new arrow.DateDay())],
    ['Date64', () => arrow.vectorFromArray(dates, new arrow.DateMillisecond())],
    ['timestamps in milliseconds', () => arrow.vectorFromArray(dates, new arrow.TimestampMillisecond())],
    ['timestamps in microseconds', () => arrow.vectorFromArray(dates, new arrow.TimestampMicrosecond())],
    ['timestamps in nanoseconds', () => arrow.vectorFromArray(dates, new arrow.TimestampNanosecond())],
    ['times in text', () => arrow.vectorFromArray(texts('T23:59:59Z'), new arrow.Utf8())],
    ['times with an offset', () => arrow.vectorFromArray(texts(' 23:00:00+02:00'), new arrow.Utf8())],
    ['a dictionary', () => arrow.vectorFromArray(texts(''), dictionary)],
  ])('may be %s', async (_, days) => {
    expect(await read(days())).toEqual(await read(arrow.vectorFromArray(texts(''), new arrow.Utf8())));
  });
});

it('days that lie far apart are a log as any', async () => {
  const first = new Date((TODAY - 2e7) * 86_400_000);
  const days = STAFF_LOG.map(({ day }) => (day < TODAY + 10 ? first : new Date(day * 86_400_000)));
  const table = toTable(STAFF_LOG.map((row, n) => ({ ...row, day: days[n] })));
  const model = await new AccessEvidence({ contextCols: ['zone'] }).fit(table);
  expect(model.span!.first).toEqual(first);
  expect(windowsOf(model).length).toBe(1);
  expect(column(model.transform(logTable(ASKED)), 'evidence').every(Number.isFinite)).toBe(true);
});
