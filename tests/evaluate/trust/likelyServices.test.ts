import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTrust } from '../../../lib/evaluate/trust/checkTrust.js';
import { likelyServices } from '../../../lib/evaluate/trust/likelyServices.js';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { type LogRow, logTable, range, TODAY } from '../../evidence/logTables.js';
import { rowsOf } from '../../rowsOf.js';

const DAYS = 28;
const SHARES = range(30).map((n) => `\\\\fs01\\d${n % 3}-${n}`);
const isWeekend = (day: number) => [0, 6].includes((TODAY + day + 4) % 7);

const row = (user: string, res: string, day: number, hour: number | null, tenant = 't'): LogRow => ({
  ...{ tenant, user, res, day: TODAY + day, hour, zone: null },
});
/** Staff of three departments, at two shares of theirs a day, Monday to Friday from 8 to 17. */
const STAFF = range(24).flatMap((n) =>
  range(DAYS)
    .filter((day) => !isWeekend(day))
    .flatMap((day) =>
      [day, day + n].map((at) =>
        row(`u${n}`, SHARES[3 * (at % 10) + (n % 3)], day, 8 + ((day + n + at) % 10)),
      ),
    ),
);
/** An account that does something each day. */
const daily = (user: string, shares: readonly string[], hours: readonly (number | null)[], tenant = 't') =>
  range(DAYS).flatMap((day) =>
    shares.flatMap((res) => hours.map((hour) => row(user, res, day, hour, tenant))),
  );

const fit = (rows: readonly LogRow[]) => new AccessEvidence({ threads: 1 }).fit(logTable(rows));
const namesIn = async (rows: readonly LogRow[]) =>
  rowsOf(likelyServices(await fit(rows))).map(({ user }) => user);

describe('likelyServices', () => {
  it('proposes accounts that are there every day, and around the clock, everywhere or always the same', async () => {
    const rows = [
      ...STAFF,
      ...daily('svc_backup', SHARES.slice(0, 29), [2]),
      ...daily('svc_monitor', SHARES.slice(0, 6), range(24)),
    ];
    const found = likelyServices(await fit(rows));
    const weekendShare = range(DAYS).filter(isWeekend).length / DAYS;
    expect(rowsOf(found)).toEqual([
      {
        ...{ tenant: 't', user: 'svc_backup', days: DAYS, of_days: DAYS, weekend_share: weekendShare },
        ...{ hours: 1, resources: 29, of_resources: 30, regularity: 1 },
      },
      {
        ...{ tenant: 't', user: 'svc_monitor', days: DAYS, of_days: DAYS, weekend_share: weekendShare },
        ...{ hours: 24, resources: 6, of_resources: 30, regularity: 1 },
      },
    ]);
  });

  it('asks for two signs, for weekends, and for two weeks', async () => {
    const people = [
      ...STAFF,
      // A telephone that looks for mail around the clock, and somebody who opens the same six shares every
      // day.
      ...daily('phone', ['mail'], range(24)),
      ...daily('diligent', SHARES.slice(0, 6), [9]),
      ...daily('weekdays', SHARES, [2]).filter(({ day }) => !isWeekend(day - TODAY)),
    ];
    expect(await namesIn(people)).toEqual([]);
    const backup = daily('svc_backup', SHARES, [2]);
    const short = (rows: readonly LogRow[]) => rows.filter(({ day }) => day < TODAY + 13);
    expect(await namesIn(short([...STAFF, ...backup]))).toEqual([]);
    // In a log without weekends anybody may be there every day.
    const noWeekends = (rows: readonly LogRow[]) => rows.filter(({ day }) => !isWeekend(day - TODAY));
    expect(await namesIn(noWeekends([...STAFF, ...backup]))).toEqual([]);
    expect(await namesIn(noWeekends([...STAFF, ...daily('svc', SHARES, range(24))]))).toEqual(['svc']);
  });

  it('knows what is told of days and hours alone, and asks of no account that was named', async () => {
    const rows = [...STAFF, ...daily('svc_backup', SHARES, [null]).map((each) => ({ ...each, hour: null }))];
    expect(rowsOf(likelyServices(await fit(rows)))).toMatchObject([{ user: 'svc_backup', hours: null }]);
    for (const kind of ['service accounts', 'machine accounts', 'anonymous']) {
      const apart = daily('svc_backup', SHARES, range(24), `t (${kind})`);
      expect(await namesIn([...STAFF, ...apart])).toEqual([]);
    }
    const person = daily('svc_backup', SHARES, range(24), 't (persons)');
    expect(await namesIn([...STAFF, ...person])).toEqual(['svc_backup']);
    const plain = await new AccessEvidence().fit(
      toTable(rows.map(({ tenant, user, res }) => ({ tenant, user, res }))),
    );
    expect(rowsOf(likelyServices(plain))).toEqual([]);
    expect(() => likelyServices({} as never)).toThrow('Expected model to be an AccessEvidenceModel');
  });

  it('never proposes somebody who works office hours in one department', async () => {
    const person = fc.record({
      worksWeekends: fc.boolean(),
      department: fc.nat(2),
      shares: fc.integer({ min: 1, max: 10 }),
      // The same share every day, or another one.
      isRegular: fc.boolean(),
      begins: fc.integer({ min: 6, max: 10 }),
      length: fc.integer({ min: 1, max: 10 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 3, maxLength: 8 }), async (people) => {
        const rows = people.flatMap(({ worksWeekends, department, shares, isRegular, begins, length }, n) =>
          range(DAYS)
            .filter((day) => worksWeekends || !isWeekend(day))
            .flatMap((day) =>
              range(shares)
                .filter((share) => isRegular || (share + day) % 3 !== 0)
                .map((share) =>
                  row(`p${n}`, `d${department}-${share}`, day, begins + ((day + share) % length)),
                ),
            ),
        );
        // Each department has ten shares, and an account that was there.
        const others = range(30).map((n) => row(`o${n % 3}`, `d${n % 3}-${Math.floor(n / 3)}`, 0, 9));
        expect(await namesIn([...rows, ...others])).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('checkTrust', () => {
  const about = async (rows: readonly LogRow[]) =>
    checkTrust({ model: await fit(rows) }).filter(({ doubt }) => doubt.includes('was active'));

  it('asks whether an account is a service account', async () => {
    expect(await about([...STAFF, ...daily('svc_backup', SHARES.slice(0, 29), range(24))])).toEqual([
      {
        doubt: 'svc_backup was active at 24 of 24 hours, on 28 of 28 days, at 29 of 30 resources.',
        advice: 'If it is a service account, say so: accounts: service=svc_backup',
      },
    ]);
    expect(await about(STAFF)).toEqual([]);
  });

  it('names three accounts, and says how many more there are', async () => {
    const services = range(5).flatMap((n) => daily(`svc${n}`, SHARES.slice(0, 29), [2]));
    const [{ doubt, advice }] = await about([...STAFF, ...services]);
    expect(doubt).toBe(
      `${range(3)
        .map((n) => `svc${n} was active at 1 of 24 hours, on 28 of 28 days, at 29 of 30 resources`)
        .join('; ')}; 2 more behave like them.`,
    );
    expect(advice).toBe('Those that are service accounts are to be named: accounts: service=svc0|svc1|svc2');
  });
});
