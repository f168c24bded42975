import * as arrow from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { noteContexts } from '../../lib/tables/tableContexts.js';
import { toTable } from '../../lib/tables/toTable.js';
import { ASKED, FORWARD_COLUMNS, fitLog, isoDay, logTable, STAFF_LOG } from './logTables.js';

describe('AccessEvidence with days refuses', () => {
  const table = logTable(STAFF_LOG);
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
      'Expected no context called resource: the evidence has a term from_resource already. Rename the column',
    ],
    [{ userCol: 'account', contextCols: ['user'] }, 'Expected no context called user: the evidence has'],
    [{ hourCol: 'fit' }, 'Expected no context called fit'],
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
        STAFF_LOG.map((row, n) => ({ ...row, day: isoDay(row.day), hour: n === 0 ? hour : '9' })),
      );
      await expect(new AccessEvidence().fit(texts)).rejects.toThrow(
        'Expected column hour to hold numbers from 0 to 23, got text',
      );
    }
  });

  it('wrong hours and days of a table that is scored', async () => {
    const model = await fitLog(STAFF_LOG);
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
    const noted = toTable(
      STAFF_LOG.map(({ zone, ...row }) => ({ ...row, day: isoDay(row.day), resource: zone })),
    );
    noteContexts(noted, ['resource']);
    await expect(new AccessEvidence().fit(noted)).rejects.toThrow('Expected no context called resource');
  });

  it('a log without rows', async () => {
    await expect(new AccessEvidence().fit(table.slice(0, 0))).rejects.toThrow(
      'Expected a table with at least one row, got 0 rows',
    );
    const scored = (await fitLog(STAFF_LOG)).transform(table.slice(0, 0), { parts: true, kinds: true });
    expect(scored.numRows).toBe(0);
    expect(scored.schema.names).toEqual([...table.schema.names, ...FORWARD_COLUMNS, 'kind', 'intruder']);
  });
});
