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
import { ASKED, FORWARD_COLUMNS, fitLog, isoDay, type LogRow, logTable, saidOf, TODAY } from './logTables.js';

const folder = mkdtempSync(join(tmpdir(), 'days-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Staff of three departments at their desks, each day of some; a visitor on the last. */
function offices(days: readonly number[], users = 9): LogRow[] {
  return days.flatMap((day) =>
    Array.from({ length: 3 * users }, (_, n): LogRow => {
      const user = n % users;
      const res = n < users ? 'mail' : `r${user % 3}${n < 2 * users ? '' : (day * user) % 5}`;
      const hour = n % 11 === 0 ? null : 8 + ((user + n) % 9);
      return { tenant: 't', user: `u${user}`, res, day: TODAY + day, hour, zone: `z${user % 4}` };
    }),
  );
}

const range = (numDays: number) => Array.from({ length: numDays }, (_, day) => day);
const log = offices(range(20));
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
    expect(windowsOf(await fitLog(offices(range(numDays))))).toEqual(expected);
  });

  it('are as long as a horizon, in the last quarter', async () => {
    const windows = async (horizon: number) => windowsOf(await fitLog(log, { horizon }));
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
    const model = await fitLog(offices([0, 1, 2, 15, 19]));
    expect(windowsOf(model)).toEqual([
      [15, 16],
      [18, 20],
    ]);
    // One row of a clock that stood still, and a window for each day: 51 years have none.
    const late = [...log, { ...log[0], day: 0 }];
    expect(windowsOf(await fitLog(late, { horizon: 1 })).length).toBe(20);
  });

  it('belong to each tenant', async () => {
    const short = offices(range(2)).map((row) => ({ ...row, tenant: 's' }));
    const both = await fitLog([...log, ...short]);
    const asked = [...ASKED, ...ASKED.map((row) => ({ ...row, tenant: 's' }))];
    const alone = await Promise.all([log, short].map((rows) => fitLog(rows)));
    for (const [n, model] of alone.entries()) {
      const own = asked.filter(({ tenant }) => tenant === ['t', 's'][n]);
      expect(saidOf(both, own)).toEqual(saidOf(model, own));
    }
  });
});

describe('a log of one day', () => {
  const rows = offices([0]);

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
  const rows = range(8).flatMap((day) => offices([0]).map((row) => ({ ...row, day: TODAY + day })));
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
    const rows = log.map((row) => ({ ...row, zone: 'here' }));
    const model = await fitLog(rows);
    const said = fromZone(model, rows.slice(0, 20));
    for (const value of said) expect(value).toBeLessThan(0);
    expect(fromZone(model, [{ ...rows[0], zone: 'elsewhere' }])[0]).toBeGreaterThan(1);
  });

  it("that is as good as the user's name speaks for its user, and against all others", async () => {
    const rows = log.map((row) => ({ ...row, zone: `desk of ${row.user}` }));
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
        log.map((row, n) => ({ ...row, zone: zoneOf(row, n) })),
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
      const scored = model.transform(logTable(log.map((row, n) => ({ ...row, zone: zoneOf(row, n) }))), {
        parts: true,
      });
      const [evidence, zone, mixed] = ['evidence', 'from_zone', 'from_intruder'].map((name) =>
        column(scored, name),
      );
      const without = column((await fitLog(log, { hourCol: null })).transform(logTable(log)), 'evidence');
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
    const rows = log.map((row, n) => ({
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
      const model = await new AccessEvidence({ contextCols: ['zone'] }).fit(table(zones, log));
      return column(model.transform(table(asked, log.slice(0, 6)), { parts: true }), 'from_zone');
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
    const named = logTable(log);
    const scored = (await new AccessEvidence().fit(named)).transform(named, { parts: true });
    expect(scored.schema.names).toContain('from_hour');
    expect(scored.schema.names).not.toContain('from_zone');
    const noted = logTable(log);
    noteContexts(noted, ['zone']);
    expect(saidOf(await new AccessEvidence().fit(noted), ASKED)).toEqual(saidOf(await fitLog(log), ASKED));
    expect(saidOf(await new AccessEvidence({ contextCols: [] }).fit(noted), ASKED)).toEqual(
      saidOf(await fitLog(log, {}), ASKED),
    );
  });

  it('may have names of their own, in the fit and in the table that is scored', async () => {
    const own = (rows: readonly LogRow[]) =>
      toTable(
        rows.map(({ day, hour, zone, ...row }) => ({ ...row, date: isoDay(day), h: hour, from: zone })),
      );
    const model = await new AccessEvidence({ dayCol: 'date', hourCol: 'h', contextCols: ['from'] }).fit(
      own(log),
    );
    const scored = model.transform(own(ASKED), { parts: true });
    const expected = (await fitLog(log)).transform(logTable(ASKED), { parts: true });
    for (const [ours, theirs] of [
      ['evidence', 'evidence'],
      ['from_h', 'from_hour'],
      ['from_from', 'from_zone'],
    ]) {
      expect(column(scored, ours)).toEqual(column(expected, theirs));
    }
  });

  it('leave days alone where told to: bit for bit as if there were none', async () => {
    const table = logTable(log);
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
    const model = await fitLog(log);
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
    const model = await fitLog(log);
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
    const names = logTable(log).select([tenant, user, res]);
    const table = new arrow.Table({
      ...Object.fromEntries(names.schema.names.map((name) => [name, names.getChild(name)!])),
      day: days,
    });
    return saidOf(await new AccessEvidence().fit(table), ASKED);
  };
  const dates = log.map(({ day }) => new Date(day * 86_400_000 + 3_600_000));
  const texts = (ending: string) => log.map(({ day }) => `${isoDay(day)}${ending}`);
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

describe('AccessEvidence with days refuses', () => {
  const table = logTable(log);
  const rows = (change: object) =>
    toTable(
      [...ASKED, ASKED[0]].map((row, n) => ({ ...row, day: isoDay(row.day), ...(n === 2 ? change : {}) })),
    );

  it.each([
    [{ dayCol: 'date' }, 'Expected a column date, got tenant, user, res, day, hour, zone'],
    [{ hourCol: 'h' }, 'Expected a column h, got tenant'],
    [{ contextCols: ['zone', 'country'] }, 'Expected a column country, got tenant'],
    [
      { dayCol: null, contextCols: ['zone'] },
      'Expected a column of days (dayCol) beside contextCols, got none: all is learned day by day',
    ],
    [{ dayCol: null, hourCol: 'hour' }, 'Expected a column of days (dayCol) beside hourCol, got none'],
    [{ dayCol: null, horizon: 1 }, 'Expected a column of days (dayCol) beside horizon, got none'],
  ])('%o', async (params, message) => {
    await expect(new AccessEvidence(params).fit(table)).rejects.toThrow(message);
  });

  it.each([
    [
      { contextCols: ['resource'] },
      'Expected a context not to be called resource, as a term of the evidence is (from_resource): rename the column',
    ],
    [{ userCol: 'account', contextCols: ['user'] }, 'Expected a context not to be called user, as a term'],
    [{ hourCol: 'fit' }, 'Expected a context not to be called fit'],
    [
      { contextCols: ['user'] },
      'Expected userCol and contextCols[0] to name different columns, got user for both',
    ],
    [
      { contextCols: ['zone', 'zone'] },
      'Expected contextCols[0] and contextCols[1] to name different columns, got zone for both',
    ],
    [{ contextCols: ['hour'] }, 'Expected hourCol and contextCols[0] to name different columns'],
    [
      { dayCol: 'hour', hourCol: 'hour' },
      'Expected dayCol and hourCol to name different columns, got hour for both',
    ],
    [{ dayCol: 'user' }, 'Expected userCol and dayCol to name different columns'],
    [
      { contextCols: ['kind'] },
      'Expected the result kind and contextCols[0] to name different columns, got kind for both',
    ],
    [
      { contextCols: ['zone', 'from_zone'] },
      'Expected the result from_zone and contextCols[1] to name different columns',
    ],
    [
      { userCol: 'from_zone', contextCols: ['zone'] },
      'Expected the result from_zone and userCol to name different',
    ],
    [{ contextCols: 'zone' }, 'Expected contextCols to be an array of columns, got "zone"'],
    [{ contextCols: [''] }, 'Expected contextCols[0] to name a column, got ""'],
    [{ contextCols: [1] }, 'Expected contextCols[0] to name a column, got 1'],
    [{ horizon: 0 }, 'Expected horizon to be a positive integer, got 0'],
    [{ horizon: 1.5 }, 'Expected horizon to be a positive integer, got 1.5'],
  ])('%o', (params, message) => {
    expect(() => new AccessEvidence(params as never)).toThrow(message);
  });

  it.each<[string, object, string]>([
    ['an hour of 24', { hour: 24 }, 'Expected column hour to hold hours from 0 to 23, got 24 in row 2'],
    ['an hour below 0', { hour: -1 }, 'Expected column hour to hold hours from 0 to 23, got -1 in row 2'],
    ['half an hour', { hour: 9.5 }, 'Expected column hour to hold hours from 0 to 23, got 9.5 in row 2'],
    ['a null day', { day: null }, 'Expected column day to hold a day in every row, got null in row 2'],
    [
      'an empty day',
      { day: '' },
      'Expected column day to hold a day in every row, got an empty text in row 2',
    ],
    [
      'a text that is no day',
      { day: 'today' },
      'Expected column day to hold days such as 2026-11-29, got today in row 2',
    ],
    ['a null user', { user: null }, 'Expected column user to hold a name in every row, got null in row 2'],
  ])('%s', async (_, change, message) => {
    await expect(new AccessEvidence().fit(rows(change))).rejects.toThrow(message);
  });

  it('hours that are no numbers, whether or not one is missing', async () => {
    for (const hour of ['9', null]) {
      const texts = toTable(
        log.map((row, n) => ({ ...row, day: isoDay(row.day), hour: n === 0 ? hour : '9' })),
      );
      await expect(new AccessEvidence().fit(texts)).rejects.toThrow(
        'Expected column hour to be numeric, got Dictionary',
      );
    }
  });

  it('wrong hours and days of a table that is scored', async () => {
    const model = await fitLog(log);
    expect(() => model.transform(rows({ hour: 24 }))).toThrow('got 24 in row 2');
    expect(() => model.transform(rows({ day: 'today' }))).toThrow('got today in row 2');
    expect(model.transform(rows({ day: null })).numRows).toBe(ASKED.length + 1);
  });

  it('days that no calendar has', async () => {
    const day = arrow.makeVector({
      type: new arrow.DateDay(),
      data: Int32Array.of(0, 2 ** 31 - 1),
      length: 2,
    } as never);
    const wild = new arrow.Table({
      ...Object.fromEntries(
        ['tenant', 'user', 'res'].map((name) => [name, table.slice(0, 2).getChild(name)!]),
      ),
      day: day as arrow.Vector,
    });
    await expect(new AccessEvidence().fit(wild)).rejects.toThrow(
      'Expected column day to hold days of the calendar, got 2147483647 days from 1970-01-01 in row 1',
    );
  });

  it('a context that the table notes and that is called as a term is', async () => {
    const noted = toTable(log.map(({ zone, ...row }) => ({ ...row, day: isoDay(row.day), resource: zone })));
    noteContexts(noted, ['resource']);
    await expect(new AccessEvidence().fit(noted)).rejects.toThrow(
      'Expected a context not to be called resource',
    );
  });

  it('a log without rows', async () => {
    await expect(new AccessEvidence().fit(table.slice(0, 0))).rejects.toThrow(
      'Expected a table with at least one row, got 0 rows',
    );
    const scored = (await fitLog(log)).transform(table.slice(0, 0), { parts: true, kinds: true });
    expect(scored.numRows).toBe(0);
    expect(scored.schema.names).toEqual([...table.schema.names, ...FORWARD_COLUMNS, 'kind', 'intruder']);
  });
});

it('days that lie far apart are a log as any', async () => {
  const first = new Date((TODAY - 2e7) * 86_400_000);
  const days = log.map(({ day }) => (day === TODAY ? first : new Date(day * 86_400_000)));
  const table = toTable(log.map((row, n) => ({ ...row, day: days[n] })));
  const model = await new AccessEvidence({ contextCols: ['zone'] }).fit(table);
  expect(model.span!.first).toEqual(first);
  expect(windowsOf(model).length).toBe(1);
  expect(column(model.transform(logTable(ASKED)), 'evidence').every(Number.isFinite)).toBe(true);
});
