import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessesOf } from '../../lib/accesses/Accesses.js';
import { type AccessLog, readLog } from '../../lib/accesses/accessLog.js';
import { contextNames, isWeekend, readContexts } from '../../lib/accesses/contexts.js';
import { toTable } from '../../lib/tables/toTable.js';

const NAMES = { tenantCol: 'tenant', userCol: 'user', resCol: 'res' };
const COLUMNS = { dayCol: 'day', hourCol: 'hour', contextCols: ['zone'] };

interface Row {
  tenant: string;
  user: string;
  res: string;
  day: Date;
  hour: number | null;
  zone: string | null;
}

/** Days near and far: 1970, and a thousand years later. */
const someRows = fc.array(
  fc.record({
    tenant: fc.constantFrom('b', 'a'),
    user: fc.constantFrom('y', 'x'),
    res: fc.constantFrom('q', 'p'),
    day: fc.oneof(fc.nat(3), fc.constant(365_243)).map((day) => new Date(day * 86_400_000)),
    hour: fc.option(fc.constantFrom(0, 9, 23)),
    zone: fc.option(fc.constantFrom('n', 'm', 'l')),
  }),
  { minLength: 1, maxLength: 40 },
);

const read = (rows: readonly Row[], columns = COLUMNS) => readLog(accessesOf(toTable(rows), NAMES), columns);

/** The records by their names, in their order. */
function rowsOfLog({ users, resources, user, res, records, contexts }: AccessLog): string[] {
  const tenantOf = users.tenantOfEach();
  return Array.from(records.pair, (pair, n) => {
    const values = contexts.map(({ values }, c) =>
      records.values[c][n] < 0 ? '' : values.names[records.values[c][n]],
    );
    const tenant = users.tenants[tenantOf[user[pair]]];
    return [
      tenant,
      users.names[user[pair]],
      resources.names[res[pair]],
      String(records.day[n]).padStart(6),
      ...values,
    ].join();
  });
}

describe('a log', () => {
  it('has each row once, in the order of names, days and values', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const expected = rows.map(({ tenant, user, res, day, hour, zone }) => {
          const number = day.getTime() / 86_400_000;
          const hourName = hour === null ? '' : String(hour + (isWeekend(number) ? 24 : 0)).padStart(2, '0');
          return [tenant, user, res, String(number).padStart(6), hourName, zone ?? ''].join();
        });
        const log = read(rows);
        expect(rowsOfLog(log)).toEqual([...new Set(expected)].sort());
        expect(read(rows.toReversed())).toEqual(log);
      }),
    );
  });

  it('counts the days of each access', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const { user, res, users, resources, likelihood } = read(rows, {
          ...COLUMNS,
          hourCol: null as never,
        });
        const tenantOf = users.tenantOfEach();
        likelihood.forEach((days, n) => {
          const own = rows.filter(
            (row) =>
              row.tenant === users.tenants[tenantOf[user[n]]] &&
              row.user === users.names[user[n]] &&
              row.res === resources.names[res[n]],
          );
          expect(days).toBe(new Set(own.map(({ day }) => day.getTime())).size);
        });
      }),
    );
  });

  it('has the values of each tenant by themselves, and all hours', () => {
    const row = { user: 'u', res: 'r', day: new Date(0), hour: 1 };
    const { contexts } = read([
      { ...row, tenant: 'b', zone: 'n' },
      { ...row, tenant: 'a', zone: 'n' },
      { ...row, tenant: 'a', zone: 'm' },
      { ...row, tenant: 'c', zone: null },
    ]);
    expect(contexts.map(({ name, isHour }) => [name, isHour])).toEqual([
      ['hour', true],
      ['zone', false],
    ]);
    expect([...contexts[0].values.starts]).toEqual([0, 48, 96, 144]);
    expect(contexts[1].values.names).toEqual(['m', 'n', 'n']);
    expect([...contexts[1].values.starts]).toEqual([0, 2, 3, 3]);
  });
});

describe('contexts', () => {
  it('are hours first, then the columns in the order that they were named', () => {
    expect(contextNames({ dayCol: 'day', hourCol: 'h', contextCols: ['b', 'a'] })).toEqual(['h', 'b', 'a']);
    expect(contextNames({ dayCol: 'day', hourCol: null, contextCols: [] })).toEqual([]);
  });

  it.each([
    ['1969-12-27', true],
    ['1969-12-28', true],
    ['1969-12-29', false],
    ['1970-01-01', false],
    ['1970-01-03', true],
    ['2026-11-27', false],
    ['2026-11-28', true],
    ['2026-11-29', true],
    ['2026-11-30', false],
  ])('take %s for a day of a weekend: %s', (day, expected) => {
    expect(isWeekend(Date.parse(day) / 86_400_000)).toBe(expected);
  });

  it('say nothing where their column is not there', () => {
    const table = toTable([{ tenant: 't', user: 'u', res: 'r', hour: 3 }]);
    const [hour, zone] = readContexts(accessesOf(table, NAMES), COLUMNS);
    expect([hour, zone].map(({ values }) => values.nameOf(values.codes[0]))).toEqual(['', '']);
  });
});
